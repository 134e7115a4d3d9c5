using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Tests.Scripting;

namespace CrackLab.Kernel.Tests.Completion;

public sealed class InspectorTests : IDisposable
{
    private readonly SessionFixture _cells = new();

    public void Dispose() => _cells.Dispose();

    private MimeBundle? Inspect(string marked) =>
        _cells.Session.Inspect(marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal));

    private string Text(string marked) => Inspect(marked)?.Data[MimeBundle.PlainText].ToString() ?? "";

    [Fact]
    public void Inspect_FrameworkMethod_TellsSignaturesAndDocumentation()
    {
        string text = Text("Console.Write|Line(\"a\")");
        Assert.StartsWith("void Console.WriteLine(string", text, StringComparison.Ordinal);
        Assert.Contains("more", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("Writes the specified", StringComparison.Ordinal) < text.IndexOf("Overloads:", StringComparison.Ordinal));
        Assert.Contains("Writes the specified string value", text, StringComparison.Ordinal);
        Assert.Contains("value: ", text, StringComparison.Ordinal);
        Assert.Contains("<pre>void Console.WriteLine", Inspect("Console.Write|Line(\"a\")")!.Data[MimeBundle.Html].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Math.Max(1, |")]
    [InlineData("Math.Max(1, |);")]
    [InlineData("Math.Max(|)")]
    [InlineData("Math.Max|")]
    [InlineData("|Math")]
    public void Inspect_ArgumentsOrName_TellsOfTheMethodOrType(string marked) => Assert.Contains("Math", Text(marked), StringComparison.Ordinal);

    [Fact]
    public void Inspect_CellFunction_TellsItsComment()
    {
        _cells.Value("/// <summary>Doubles <paramref name=\"n\"/>.</summary>\n/// <param name=\"n\">A <see cref=\"int\"/>.</param>\nint Twice(int n) => 2 * n;\nvar total = 3.5;");
        Assert.Equal("int Twice(int n)\n\nDoubles n.\nn: A int.", Text("Twi|ce(3)").ReplaceLineEndings("\n").Replace("Int32", "int", StringComparison.Ordinal));
        Assert.StartsWith("double total", Text("tot|al"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 + |2")]
    [InlineData("|")]
    [InlineData("nonsen|se")]
    [InlineData("// Cons|ole")]
    public void Inspect_NothingToTell_IsNull(string marked) => Assert.Null(Inspect(marked));

    [Theory]
    [InlineData("1 + 1", Completeness.Complete)]
    [InlineData("", Completeness.Complete)]
    [InlineData("var x = 1;", Completeness.Complete)]
    [InlineData("#!time\n1", Completeness.Complete)]
    [InlineData("#!html\n<b>", Completeness.Complete)]
    [InlineData("#r \"a.dll\"", Completeness.Complete)]
    [InlineData("for (int i = 0; i < 3; i++) {", Completeness.Incomplete)]
    [InlineData("int F(int x,", Completeness.Incomplete)]
    [InlineData("var s = @\"abc", Completeness.Incomplete)]
    [InlineData("/* open", Completeness.Incomplete)]
    [InlineData("Console.WriteLine(", Completeness.Incomplete)]
    [InlineData("var = ;;) 5", Completeness.Invalid)]
    [InlineData("int x = }", Completeness.Invalid)]
    public void CheckCompleteness_Code_IsJudged(string code, Completeness expected) =>
        Assert.Equal(expected, _cells.Session.CheckCompleteness(code));
}
