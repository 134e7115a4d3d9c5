using CrackLab.Kernel.Notebooks;

namespace CrackLab.Kernel.Tests.Notebooks;

public sealed class WholeFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cracklab-whole-").FullName;

    [Fact]
    public void Write_LongestName_IsWritten()
    {
        string path = Path.Combine(_folder, new string('x', 249) + ".ipynb");
        WholeFile.Write(path, "{}"u8);
        Assert.Equal("{}", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Write_NoPlace_SaysWhichFileAndLeavesNothing()
    {
        string file = Path.Combine(_folder, "file");
        WholeFile.Write(file, "old"u8);
        string path = Path.Combine(file, "a.ipynb");
        Assert.StartsWith($"Writing '{path}': expected a file that can be made, received '", Assert.Throws<IOException>(() => WholeFile.Write(path, "{}"u8)).Message);
        Assert.Equal("old", File.ReadAllText(file));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
