using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis.CSharp;

namespace CrackLab.Kernel.Magics;

/// <summary>Tells what this kernel and its machine are.</summary>
internal sealed class AboutMagic : IMagic
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["about"];

    /// <inheritdoc/>
    public string Description => "Tells what this kernel and its machine are.";

    /// <inheritdoc/>
    public bool TakesText => false;

    /// <inheritdoc/>
    public void Run(MagicCall call)
    {
        string version = typeof(AboutMagic).Assembly.GetName().Version?.ToString(3) ?? "";
        (string Name, string Value)[] facts =
        [
            ("Kernel", $"CrackLab.Kernel {version}"),
            ("C# compiler", typeof(CSharpCompilation).Assembly.GetName().Version?.ToString(3) ?? ""),
            ("Runtime", RuntimeInformation.FrameworkDescription),
            ("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}"),
            ("Processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
            ("Folder", Environment.CurrentDirectory),
        ];
        string rows = string.Concat(facts.Select(fact => $"<tr><th>{fact.Name}</th><td>{WebUtility.HtmlEncode(fact.Value)}</td></tr>"));
        MagicCall.Show(string.Join(Environment.NewLine, facts.Select(fact => $"{fact.Name}: {fact.Value}")), $"<table>{rows}</table>");
    }
}
