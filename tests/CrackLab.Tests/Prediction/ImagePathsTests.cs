using CrackLab.Prediction;
using CrackLab.Tests.Data;

namespace CrackLab.Tests.Prediction;

public sealed class ImagePathsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Expand_Folder_GivesItsImagesInOrder()
    {
        Write("b/2.JPG", "b/1.png", "a.bmp", "notes.txt", ".hidden/3.jpg", ".4.jpg", "c/5.gif", "b-6.jpg", "b.7/8.jpg");
        string[] expected = ["a.bmp", "b-6.jpg", "b.7/8.jpg", "b/1.png", "b/2.JPG", "c/5.gif"];
        Assert.Equal(expected, Expand(""));
        Assert.Equal(expected.Order(StringComparer.Ordinal), expected);
    }

    [Fact]
    public void Expand_Links_TakesFilesAndNotFolders()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links on Windows takes rights that tests may lack.");
        _folder.Write("a.jpg", "");
        File.CreateSymbolicLink(_folder["link.jpg"], "a.jpg");
        File.CreateSymbolicLink(_folder["to-nothing.jpg"], "gone.jpg");
        Directory.CreateSymbolicLink(_folder["circle"], ".");
        Assert.Equal(["a.jpg", "link.jpg", "to-nothing.jpg"], Expand(""));
        Assert.Equal(["a.jpg", "link.jpg", "to-nothing.jpg"], Expand("**/*.jpg"));
    }

    [Fact]
    public void Expand_FolderNamedLikeAnImage_IsAFolder()
    {
        Write("x.jpg/1.png", "2.png");
        Assert.Equal(["2.png", "x.jpg/1.png"], Expand(""));
        Assert.Equal(["x.jpg/1.png"], Expand("x.jpg"));
    }

    [Theory]
    [InlineData("missing.jpg", "expected a file or folder, found nothing")]
    [InlineData("*.tif", "expected a pattern that matches photos, found none")]
    [InlineData("missing/*.jpg", "expected a pattern that matches photos, found none")]
    [InlineData("**/?", "expected a pattern that matches photos, found none")]
    public void Expand_NothingThere_NamesThePath(string name, string message)
    {
        Write("a.jpg");
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => ImagePaths.Expand([_folder["a.jpg"], _folder[name]]));
        Assert.StartsWith($"{_folder[name]}: {message}", error.Message);
    }

    [Theory]
    [InlineData("*.jpg", "a.jpg", "b.jpg")]
    [InlineData("?.jpg", "a.jpg", "b.jpg")]
    [InlineData("*/*.jpg", "d/c.jpg", "e/c.jpg")]
    [InlineData("[de]*/*.jpg")]
    [InlineData("d/**/*.jpg", "d/c.jpg", "d/f/g.jpg", "d/f/h/i.jpg")]
    [InlineData("**/f/*.jpg", "d/f/g.jpg")]
    [InlineData("**/*/**/*.jpg", "d/c.jpg", "d/f/g.jpg", "d/f/h/i.jpg", "e/c.jpg")]
    [InlineData("d/**", "d/c.jpg", "d/f/g.jpg", "d/f/h/i.jpg", "d/j.png")]
    [InlineData("?", "d/c.jpg", "d/f/g.jpg", "d/f/h/i.jpg", "d/j.png", "e/c.jpg")]
    [InlineData("d/*", "d/c.jpg", "d/f/g.jpg", "d/f/h/i.jpg", "d/j.png")]
    [InlineData("d/*.t?t", "d/k.txt")]
    [InlineData("**/**/h/*", "d/f/h/i.jpg")]
    public void Expand_Pattern_GivesEachMatchOnceInOrder(string pattern, params string[] expected)
    {
        Write("a.jpg", "b.jpg", "d/c.jpg", "d/f/g.jpg", "d/f/h/i.jpg", "d/j.png", "d/k.txt", "e/c.jpg", ".l.jpg", ".m/n.jpg");
        if (expected.Length == 0) Assert.Throws<FileNotFoundException>(() => ImagePaths.Expand([_folder[pattern]]));
        else Assert.Equal(expected, Expand(pattern));
    }

    [Fact]
    public void Expand_FileNamedLikeAPattern_IsThatFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no such name.");
        Write("a.jpg", "*.jpg", "**/b.jpg");
        Assert.Equal(["*.jpg"], Expand("*.jpg"));
        Assert.Equal(["**/b.jpg"], Expand("**"));
    }

    [Fact]
    public void Expand_RelativePattern_GivesRelativePaths()
    {
        string here = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Path);
        Write("d/a.jpg");
        Assert.Equal([Path.Join(here, "d", "a.jpg")], ImagePaths.Expand([Path.Join(here, "*", "*.jpg")]));
    }

    [Fact]
    public void Expand_LargeTree_IsReadAsFarAsItIsAskedFor()
    {
        Write([.. Enumerable.Range(0, 50).Select(i => $"{i:D2}/a.jpg")]);
        using IEnumerator<string> paths = ImagePaths.Expand([_folder.Path]).GetEnumerator();
        Assert.True(paths.MoveNext());
        Directory.Delete(_folder["40"], recursive: true);
        _folder.Write("30/b.jpg", "");
        int count = 1;
        while (paths.MoveNext()) count++;
        Assert.Equal(50, count); // one less, one more
    }

    public void Dispose() => _folder.Dispose();

    private void Write(params string[] names) => Array.ForEach(names, name => _folder.Write(name, ""));

    private IEnumerable<string> Expand(string name) => ImagePaths.Expand([Path.TrimEndingDirectorySeparator(_folder[name])])
        .Select(path => Path.GetRelativePath(_folder.Path, path).Replace('\\', '/'));
}
