using CrackLab.Display;
using Microsoft.DotNet.Interactive.Formatting;

namespace CrackLab.Notebooks.Tests;

/// <summary>Our objects under .NET Interactive's own formatting: found by name, without any package in the library.</summary>
public sealed class InteractiveFormattingTests(Workbook workbook) : IClassFixture<Workbook>
{
    public static TheoryData<string> Shown => [.. Workbook.Names];

    public static TheoryData<string> Figures => [nameof(Chart), nameof(HeatTable)];

    [Theory]
    [MemberData(nameof(Shown))]
    public void Format_OurObjects_AreHtml(string name)
    {
        object value = workbook[name];

        string html = value.ToDisplayString("text/html");

        Assert.Equal(["text/html", "text/plain"], Formatter.GetPreferredMimeTypesFor(value.GetType()));
        Assert.StartsWith("<div", html, StringComparison.Ordinal);
        Assert.DoesNotContain("dni-", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 100, 800_000);
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void Format_OurObjects_ArePlainText(string name)
    {
        object value = workbook[name];

        Assert.Equal(value.ToString(), value.ToDisplayString("text/plain"));
        Assert.DoesNotContain(value.GetType().FullName!, value.ToString()!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void Format_Figures_ArePlotlyWhereAskedFor(string name) =>
        Assert.StartsWith("{\"data\":[{", workbook[name].ToDisplayString(PlotlyFigure.MimeType), StringComparison.Ordinal);
}
