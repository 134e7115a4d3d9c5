using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Serialization;

public sealed class AtomicFileTests
{
    [Fact]
    public void Write_OverAnOldFile_ReplacesIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a");
        File.WriteAllText(path, "something long and old");
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Write_FailingHalfway_LeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a");
        File.WriteAllText(path, "old");
        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[1 << 20]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Write_ToAFolderThatIsNotThere_ThrowsAndMakesNothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(folder.File("missing/a"), _ => { }));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_OverAFolder_ThrowsAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("a"));
        Assert.ThrowsAny<SystemException>(() => AtomicFile.Write(folder.File("a"), stream => stream.WriteByte(1)));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
