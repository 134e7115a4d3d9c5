using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Magics;
using CrackLab.Kernel.Tests.Scripting;

namespace CrackLab.Kernel.Tests.Magics;

public sealed class MagicTests : IDisposable
{
    private readonly SessionFixture _cells = new();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public void Time_AnyCell_TellsHowLongItTook()
    {
        Assert.Equal("3", _cells.Value("#!time\nawait Task.Delay(30);\n1 + 2"));
        Assert.Matches(@"^display \w+: Wall time: \d+\.\d+ m?s$", Assert.Single(_cells.Output.Events));
    }

    [Fact]
    public void Time_FailingCell_KeepsItsLines()
    {
        Assert.Contains("cell 1, line 3, column 1", _cells.Failure("// first\n#!time\nnonsense();"), StringComparison.Ordinal);
        Assert.Single(_cells.Output.Events);
    }

    [Theory]
    [InlineData("html", "text/html")]
    [InlineData("markdown", "text/markdown")]
    [InlineData("javascript", "application/javascript")]
    public void TextMagic_Lines_ShowAsTheirType(string name, string mimeType)
    {
        Assert.Equal("5", _cells.Value($"var x = 5;\n#!{name}\n<b>it's \"\"\" /* bold</b>\n#!csharp\nx"));
        Assert.Equal("<b>it's \"\"\" /* bold</b>\n", Assert.Single(_cells.Output.Displays).Data[mimeType].ToString());
    }

    [Fact]
    public void Mermaid_Source_ShowsAsCode()
    {
        _cells.Value("#!mermaid\ngraph TD; A-->B");
        Assert.Contains("A--&gt;B", Assert.Single(_cells.Output.Displays).Data["text/html"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_AndWhos_ListVariables()
    {
        _cells.Value("var x = 5; var text = \"abc\"; int F() => 1;");
        _cells.Value("var x = 6.5;");
        _cells.Value("#!who");
        Assert.Equal("text, x", Assert.Single(_cells.Output.Displays).Data["text/plain"].ToString());
        _cells.Value("#!whos");
        Assert.Equal("text (string): abc\nx (double): 6.5", Assert.Single(_cells.Output.Displays).Data["text/plain"].ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void About_AndList_Tell()
    {
        _cells.Value("#!about");
        Assert.Contains(".NET 10", Assert.Single(_cells.Output.Displays).Data["text/plain"].ToString(), StringComparison.Ordinal);
        _cells.Value("#!lsmagic");
        string list = Assert.Single(_cells.Output.Displays).Data["text/html"].ToString();
        Assert.All(MagicTable.All, magic => Assert.Contains("#!" + magic.Names[0], list, StringComparison.Ordinal));
    }

    [Fact]
    public void UnknownMagic_RunsNothingAndListsTheMagics()
    {
        string report = _cells.Failure("Console.Write(1);\n#!nonsense\n2");
        Assert.StartsWith("UnknownMagic: #!nonsense: expected one of #!about", report, StringComparison.Ordinal);
        Assert.Equal("", _cells.Output.Out);
    }

    [Theory]
    [InlineData("var s = \"\"\"\n    #!time\n    \"\"\"; s", "#!time")]
    [InlineData("/*\n#!time\n*/ 1", "1")]
    [InlineData("var s = \" #!time\"; s", " #!time")]
    public void MagicInsideTextOrComment_IsNone(string code, string expected)
    {
        Assert.Equal(expected, _cells.Value(code));
        Assert.Empty(_cells.Output.Events);
    }

    [Fact]
    public void ValueBeforeAMagic_IsDisplayed()
    {
        CellResult result = _cells.Run("\"first\"\n#!who\n\"second\"");
        Assert.Equal("second", result.Value!.Data["text/plain"].ToString());
        Assert.Equal(["first", "no variables"], _cells.Output.Displays.Select(shown => shown.Data["text/plain"].ToString()));
    }
}
