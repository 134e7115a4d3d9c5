using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Open_NestedOddlyNamedFiles_AreListedInOrdinalOrder()
    {
        string[] names =
            ["b/x.jpg", "a/deep/er/z.png", "a/with space.jpg", "a/Z.jpg", "a/it's \"q\".jpg", "b/😀 🧱.bmp", "a/no-extension", "a/b,c;d\n.jpg"];
        if (OperatingSystem.IsWindows())
        {
            names = [.. names.Where(name => name.IndexOfAny(['"', '\n']) < 0)];
        }

        foreach (string name in names.Concat(["a/.hidden.jpg", ".git/config", "a/.cache/c.jpg", "readme.txt"]))
        {
            _folder.Write(name, "x");
        }

        ImageFolder folder = ImageFolder.Open(_folder.Path);
        Assert.Equal(["a", "b"], folder.Classes);
        Assert.Equal(names.Order(StringComparer.Ordinal), folder.Files.Select(file => file.Path));
        Assert.All(folder.Files, file => Assert.Equal(file.Path[0] == 'b' ? 1 : 0, file.Label));
        Assert.Empty(folder.Strays);
    }

    [Theory]
    [InlineData("Negative,Positive", null, "Negative,Positive")]
    [InlineData("Positive,Sound", null, "Sound,Positive")]
    [InlineData("positive,sound", null, "sound,positive")]
    [InlineData("cracked,sound", null, "cracked,sound")]
    [InlineData("cracked,sound", "cracked", "sound,cracked")]
    [InlineData("Positive,zebra", "zebra", "Positive,zebra")]
    [InlineData("c,Positive,a", null, "Positive,a,c")]
    [InlineData("only", null, "only")]
    public void Open_Classes_GetTheirLabels(string folders, string? positive, string expected)
    {
        foreach (string name in folders.Split(','))
        {
            _folder.Write($"{name}/1.jpg", "x");
        }

        Assert.Equal(expected.Split(','), ImageFolder.Open(_folder.Path, positive).Classes);
    }

    [Fact]
    public void Open_PositiveThatIsNoClass_SaysWhichThereAre()
    {
        _folder.Write("a/1.jpg", "x");
        _folder.Write("b/1.jpg", "x");
        ArgumentException e = Assert.Throws<ArgumentException>(() => ImageFolder.Open(_folder.Path, "c"));
        Assert.Contains("received 'c' for 'a', 'b'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MissingFolder_SaysSo() => AssertOneLine(
        Assert.Throws<DirectoryNotFoundException>(() => ImageFolder.Open(_folder["nowhere"])), "does not exist");

    [Fact]
    public void Open_File_SaysSo() => AssertOneLine(
        Assert.Throws<ArgumentException>(() => ImageFolder.Open(_folder.Write("file.jpg", "x"))), "received a file");

    [Fact]
    public void Open_EmptyFolder_SaysSo() => AssertInvalid("received an empty folder");

    [Fact]
    public void Open_OnlyOtherFiles_SaysSo()
    {
        _folder.Write("readme.txt", "x");
        AssertInvalid("received no subfolder");
    }

    [Fact]
    public void Open_PicturesInTheRoot_SaysHowToMendIt()
    {
        _folder.Write("1.jpg", "x");
        _folder.Write("2.PNG", "x");
        AssertInvalid("received 2 pictures directly in it. Put the pictures of each class into a subfolder");
    }

    [Fact]
    public void Open_EmptyClasses_SaysSo()
    {
        Directory.CreateDirectory(_folder["a"]);
        Directory.CreateDirectory(_folder["b"]);
        AssertInvalid("in its 2 subfolders, received none");
    }

    [Fact]
    public void Open_PicturesBesideTheClasses_AreNamedAsStrays()
    {
        _folder.Write("a/1.jpg", "x");
        _folder.Write("groups.csv", "x");
        _folder.Write("preview.png", "x");
        Assert.Equal(["preview.png"], ImageFolder.Open(_folder.Path).Strays);
    }

    [Fact]
    public void Open_LinkToAFolderInsideAClass_IsNotFollowed()
    {
        _folder.Write("a/1.jpg", "x");
        Directory.CreateSymbolicLink(_folder["a/loop"], _folder["a"]);
        Assert.Equal(["a/1.jpg"], ImageFolder.Open(_folder.Path).Files.Select(file => file.Path));
    }

    [Fact]
    public void Open_FolderThatMayNotBeRead_SaysSo()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("needs Unix permissions");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess, "needs a user whom permissions bind");

        _folder.Write("a/1.jpg", "x");
        File.SetUnixFileMode(_folder["a"], UnixFileMode.None);
        try
        {
            AssertInvalid("expected folders that can be listed");
        }
        finally
        {
            File.SetUnixFileMode(_folder["a"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => _folder.Dispose();

    private void AssertInvalid(string expected) =>
        AssertOneLine(Assert.Throws<InvalidDataException>(() => ImageFolder.Open(_folder.Path)), expected);

    private static void AssertOneLine(Exception e, string expected)
    {
        Assert.Contains("Image folder '", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
