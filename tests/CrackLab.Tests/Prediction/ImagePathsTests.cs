using CrackLab.Prediction;
using CrackLab.Tests.Data;

namespace CrackLab.Tests.Prediction;

public sealed class ImagePathsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Expand_Folder_GivesItsImagesInOrder()
    {
        foreach (string name in new[] { "b/2.JPG", "b/1.png", "a.bmp", "notes.txt", ".hidden/3.jpg", ".4.jpg", "c/5.gif" })
        {
            _folder.Write(name, "");
        }

        Assert.Equal(["a.bmp", "b/1.png", "b/2.JPG", "c/5.gif"], Expand());
    }

    [Fact]
    public void Expand_Links_TakesFilesAndNotFolders()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links on Windows takes rights that tests may lack.");
        _folder.Write("a.jpg", "");
        File.CreateSymbolicLink(_folder["link.jpg"], "a.jpg");
        File.CreateSymbolicLink(_folder["to-nothing.jpg"], "gone.jpg");
        Directory.CreateSymbolicLink(_folder["circle"], ".");
        Assert.Equal(["a.jpg", "link.jpg", "to-nothing.jpg"], Expand());
    }

    [Fact]
    public void Expand_NothingThere_NamesThePath()
    {
        string missing = _folder["missing.jpg"];
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => ImagePaths.Expand([missing]).ToList());
        Assert.StartsWith(missing, error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Expand() =>
        ImagePaths.Expand([_folder.Path]).Select(path => Path.GetRelativePath(_folder.Path, path).Replace('\\', '/'));
}
