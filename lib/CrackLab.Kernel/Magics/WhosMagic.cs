using System.Net;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Scripting;

namespace CrackLab.Kernel.Magics;

/// <summary>Lists the variables with their types and values.</summary>
internal sealed class WhosMagic : IMagic
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["whos"];

    /// <inheritdoc/>
    public string Description => "Lists the variables with their types and values.";

    /// <inheritdoc/>
    public bool TakesText => false;

    /// <inheritdoc/>
    public void Run(MagicCall call)
    {
        var rows = Variables.Of(call.Chain)
            .OrderBy(variable => variable.Name, StringComparer.Ordinal)
            .Select(variable => (variable.Name, Type: TypeNames.Of(variable.Type), Value: Short(variable.Value)))
            .ToList();
        string text = rows.Count == 0
            ? "no variables"
            : string.Join(Environment.NewLine, rows.Select(row => $"{row.Name} ({row.Type}): {row.Value}"));
        string lines = string.Concat(rows.Select(row =>
            $"<tr><td>{row.Name}</td><td><code>{WebUtility.HtmlEncode(row.Type)}</code></td><td>{WebUtility.HtmlEncode(row.Value)}</td></tr>"));
        MagicCall.Show(text, $"<table><thead><tr><th>Variable</th><th>Type</th><th>Value</th></tr></thead><tbody>{lines}</tbody></table>");
    }

    private static string Short(object? value)
    {
        const int most = 120;
        string text = Formatter.Format(value, [MimeBundle.PlainText]).Data[MimeBundle.PlainText].ToString();
        string line = string.Join(" ", text.Split((char[])['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= most ? line : line[..most] + "…";
    }
}
