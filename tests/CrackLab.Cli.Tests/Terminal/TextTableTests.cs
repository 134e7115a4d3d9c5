using CrackLab.Cli.Terminal;

namespace CrackLab.Cli.Tests.Terminal;

public sealed class TextTableTests
{
    [Fact]
    public void Lines_NumbersAndWords_AreAligned()
    {
        var table = new TextTable("class", "files", "brightness");
        table.Add("Negative", "7", "1.5");
        table.Add("a", "12345678", "-");
        Assert.Equal(
            [
                "class        files  brightness",
                "Negative         7         1.5",
                "a         12345678           -",
            ],
            table.Lines());
    }
}
