namespace CrackLab.Kernel.Magics;

/// <summary>Runs the lines after it as JavaScript in the front end.</summary>
internal sealed class JavaScriptMagic : IMagic
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["javascript", "js"];

    /// <inheritdoc/>
    public string Description => "Runs the lines after it as JavaScript in the front end.";

    /// <inheritdoc/>
    public bool TakesText => true;

    /// <inheritdoc/>
    public void Run(MagicCall call) =>
        MagicCall.Show("application/javascript", call.Text, call.Text);
}
