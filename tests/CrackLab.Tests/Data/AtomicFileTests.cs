using CrackLab.Engine.Serialization;

namespace CrackLab.Tests.Data;

public sealed class AtomicFileTests : IDisposable
{
    private const string SharedMemory = "/dev/shm";

    private readonly TestFolder _folder = new();

    [Fact]
    public void WriteAllText_ExistingFile_IsReplacedWholeAndLeavesNothingElse()
    {
        string path = _folder.Write("a/b.txt", "old and longer");
        AtomicFile.WriteAllText(path, "nëw");
        Assert.Equal("nëw"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal(["a/b.txt"], _folder.Snapshot().Keys);
    }

    [Fact]
    public void WriteAllBytes_MissingFolders_AreMade()
    {
        AtomicFile.WriteAllBytes(_folder["x/y/z.bin"], [1, 2, 3]);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["x/y/z.bin"]));
    }

    [Fact]
    public void Create_NotCommitted_LeavesTheOldFile()
    {
        string path = _folder.Write("a.txt", "old");
        using (PendingFile file = AtomicFile.Create(path))
        {
            file.Stream.Write("half"u8);
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(_folder.Snapshot());
    }

    [Fact]
    public void Create_WhileWriting_HidesBehindADotFile()
    {
        using PendingFile file = AtomicFile.Create(_folder["a.txt"]);
        Assert.False(File.Exists(_folder["a.txt"]));
        Assert.StartsWith(".", Assert.Single(Directory.GetFiles(_folder.Path).Select(Path.GetFileName)), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Preallocated_HasTheLengthThatWasWritten()
    {
        using (PendingFile file = AtomicFile.Create(_folder["a.bin"], 100_000))
        {
            file.Stream.Write([1, 2]);
            file.Stream.SetLength(2);
            file.Commit();
        }

        Assert.Equal(2, new FileInfo(_folder["a.bin"]).Length);
    }

    [Fact]
    public void Create_MoreThanTheDiskHolds_SaysDiskFull()
    {
        // A disk in memory refuses at once; any other would first be filled to its end, under everybody else who writes there.
        Assert.SkipUnless(OperatingSystem.IsLinux() && Directory.Exists(SharedMemory), $"Needs a disk in memory at {SharedMemory}.");
        string folder = Directory.CreateDirectory(Path.Combine(SharedMemory, $"cracklab-tests-{Guid.NewGuid():N}")).FullName;
        try
        {
            string path = Path.Combine(folder, "a.bin");
            IOException error = Assert.Throws<IOException>(() => AtomicFile.Create(path, 1L << 43));
            Assert.StartsWith($"Writing '{path}': expected free space on the disk, received 'disk full'", error.Message);
            Assert.True(WriteFault.IsDiskFull(error));
            Assert.Empty(Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void RequireWritable_FolderThatCannotBeWritten_NamesTheFileAskedFor()
    {
        string file = _folder.Write("file", "");
        string path = Path.Combine(file, "deep", "er.csv");
        Assert.StartsWith($"Writing '{path}'", Assert.Throws<IOException>(() => AtomicFile.RequireWritable(path)).Message);
    }

    [Fact]
    public void Commit_WithoutOverwriteOnTakenName_KeepsWhatIsThere()
    {
        string path = _folder["a.txt"];
        using (PendingFile file = AtomicFile.Create(path))
        {
            file.Stream.Write("mine"u8);
            _folder.Write("a.txt", "theirs");
            Assert.Throws<IOException>(() => file.Commit(overwrite: false));
        }

        Assert.Equal("theirs", File.ReadAllText(path));
        Assert.Single(_folder.Snapshot());
    }

    [Fact]
    public void WriteAllText_OntoAFolder_SaysWhereAndWhy()
    {
        Directory.CreateDirectory(_folder["taken"]);
        IOException e = Assert.Throws<IOException>(() => AtomicFile.WriteAllText(_folder["taken"], ""));
        Assert.Contains(_folder["taken"], e.Message, StringComparison.Ordinal);
        Assert.Contains("expected", e.Message, StringComparison.Ordinal);
        Assert.Contains("received 'a folder of that name'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteAllText_FileWhereAFolderShouldBe_SaysWhere()
    {
        _folder.Write("file", "");
        IOException e = Assert.Throws<IOException>(() => AtomicFile.WriteAllText(_folder["file/a.txt"], ""));
        Assert.Contains("expected", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FullDevice_SaysThatTheDiskIsFull()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("this system has no /dev/full");
        }

        IOException full = Assert.ThrowsAny<IOException>(() =>
        {
            using var stream = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
            stream.Write([1]);
        });
        Assert.True(WriteFault.IsDiskFull(full));
        Exception explained = WriteFault.Explain("out.csv", full);
        Assert.Contains("'out.csv': expected free space on the disk, received 'disk full'", explained.Message, StringComparison.Ordinal);
        Assert.True(WriteFault.IsDiskFull(explained));
    }

    public void Dispose() => _folder.Dispose();
}
