using System.Net;

namespace CrackLab.Kernel.Magics;

/// <summary>Lists the magics.</summary>
internal sealed class ListMagic : IMagic
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["lsmagic"];

    /// <inheritdoc/>
    public string Description => "Lists the magics.";

    /// <inheritdoc/>
    public bool TakesText => false;

    /// <inheritdoc/>
    public void Run(MagicCall call)
    {
        string text = string.Join(Environment.NewLine, MagicTable.All.Select(magic => $"#!{magic.Names[0],-11} {magic.Description}"));
        string rows = string.Concat(MagicTable.All.Select(magic =>
            $"<tr><td><code>#!{magic.Names[0]}</code></td><td>{WebUtility.HtmlEncode(magic.Description)}</td></tr>"));
        MagicCall.Show(text, $"<table>{rows}</table>");
    }
}
