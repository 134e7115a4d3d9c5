using System.Net;

namespace CrackLab.Kernel.Magics;

/// <summary>Shows the lines after it as the source of a Mermaid diagram; it is not drawn, as that needs the network.</summary>
internal sealed class MermaidMagic : IMagic
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["mermaid"];

    /// <inheritdoc/>
    public string Description => "Shows the lines after it as the source of a Mermaid diagram; it is not drawn, as that needs the network.";

    /// <inheritdoc/>
    public bool TakesText => true;

    /// <inheritdoc/>
    public void Run(MagicCall call) =>
        MagicCall.Show(call.Text, $"<pre class=\"mermaid-source\"><code>{WebUtility.HtmlEncode(call.Text.TrimEnd())}</code></pre>");
}
