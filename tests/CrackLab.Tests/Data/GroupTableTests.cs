using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class GroupTableTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Read_AnyOrderOfColumns_GivesRows()
    {
        GroupTable table = Read("\uFEFFtwin_group,path,extra,photo_group\r\nt,\"a/it's \"\"q\"\", 1.jpg\",,p\r\n,a/😀.jpg,,p\r\n");
        Assert.Equal(new GroupRow("p", "t"), table.Rows["a/it's \"q\", 1.jpg"]);
        Assert.Equal(new GroupRow("p", null), table.Rows["a/😀.jpg"]);
    }

    [Fact]
    public void Read_WithoutTwins_IsEnough() => Assert.Null(Read("path,photo_group\na,p\n").Rows["a"].TwinGroup);

    [Theory]
    [InlineData("", "line 1: expected a column 'path', received an empty file")]
    [InlineData("path;photo_group\na;b\n", "line 1: expected a column 'path', received 'path;photo_group'")]
    [InlineData("path,group\na,b\n", "line 1: expected a column 'photo_group', received 'path,group'")]
    [InlineData("path,photo_group\na,p\na,q\n", "line 3: expected each path once, received 'a' again")]
    [InlineData("path,photo_group\na,p\n\nb\n", "line 4: expected at least 2 values, received 1")]
    [InlineData("path,photo_group\na,\n", "line 2: expected a path and a photo_group, received 'a' and ''")]
    [InlineData("path,photo_group\na,p\nb,\"q\" r\n", "line 3: expected comma-separated values, received a misplaced double quote")]
    public void Read_Faulty_NamesTheLine(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(60_000)]
    [InlineData(3_000_000)]
    public void Read_LongTexts_AreRefusedInFewWords(int length)
    {
        string word = new('x', length);
        foreach (string text in new[] { word, $"path,photo_group\n{word},\n", $"path,photo_group\n{word},p\n{word},p\n", $"path,photo_group\na\"{word},p\n" })
        {
            string message = Assert.Throws<InvalidDataException>(() => Read(text)).Message;
            Assert.Contains("groups.csv', line ", message, StringComparison.Ordinal);
            Assert.InRange(message.Length, 50, 2000);
        }
    }

    [Fact]
    public void Read_LineEndsAndColoursWithinTexts_StayOffTheTerminal()
    {
        string message = Assert.Throws<InvalidDataException>(() => Read("path,photo_group\n\"a\u001b[31m\nb\",\n")).Message;
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void Read_MissingFileOrFolder_SaysSo()
    {
        Assert.Contains("expected a file that can be read", Assert.Throws<InvalidDataException>(
            () => GroupTable.Read(_folder["none.csv"])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => GroupTable.Read(_folder["no/none.csv"]));
        Assert.Throws<InvalidDataException>(() => GroupTable.Read(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private GroupTable Read(string text) => GroupTable.Read(_folder.Write("groups.csv", text));
}
