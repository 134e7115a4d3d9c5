using System.Net;
using CrackLab.Kernel.Scripting;

namespace CrackLab.Kernel.Magics;

/// <summary>Lists the variables.</summary>
internal sealed class WhoMagic : IMagic
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["who"];

    /// <inheritdoc/>
    public string Description => "Lists the variables.";

    /// <inheritdoc/>
    public bool TakesText => false;

    /// <inheritdoc/>
    public void Run(MagicCall call)
    {
        string[] names = [.. Variables.Of(call.Chain).Select(variable => variable.Name).Order(StringComparer.Ordinal)];
        string text = names.Length == 0 ? "no variables" : string.Join(", ", names);
        MagicCall.Show(text, $"<p>{WebUtility.HtmlEncode(text)}</p>");
    }
}
