namespace CrackLab.Kernel.Magics;

/// <summary>Shows the lines after it as HTML.</summary>
internal sealed class HtmlMagic : IMagic
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["html"];

    /// <inheritdoc/>
    public string Description => "Shows the lines after it as HTML.";

    /// <inheritdoc/>
    public bool TakesText => true;

    /// <inheritdoc/>
    public void Run(MagicCall call) =>
        MagicCall.Show(call.Text, call.Text);
}
