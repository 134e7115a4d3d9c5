namespace CrackLab.Kernel.Magics;

/// <summary>Shows the lines after it as Markdown.</summary>
internal sealed class MarkdownMagic : IMagic
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["markdown", "md"];

    /// <inheritdoc/>
    public string Description => "Shows the lines after it as Markdown.";

    /// <inheritdoc/>
    public bool TakesText => true;

    /// <inheritdoc/>
    public void Run(MagicCall call) =>
        MagicCall.Show("text/markdown", call.Text, call.Text);
}
