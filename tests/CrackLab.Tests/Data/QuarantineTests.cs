using System.Diagnostics;
using CrackLab.Data;
using CrackLab.Engine.Serialization;

namespace CrackLab.Tests.Data;

public sealed class QuarantineTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public QuarantineTests()
    {
        _folder.Write("set/a/good.jpg", "good");
        _folder.Write("set/a/bad 😀 'x'.jpg", "bad");
        _folder.Write("set/b/deep/worse.png", "worse");
        _folder.Write("set/b/empty.png", "");
    }

    private string Root => _folder["set"];

    private string Store => _folder["out/quarantine"];

    private string Journal => Path.Combine(Store, "quarantine.jsonl");

    [Fact]
    public void Move_BrokenFiles_KeepTheirPathsAndComeBack()
    {
        SortedDictionary<string, string> before = _folder.Snapshot("set");
        QuarantineResult moved = Move();
        Assert.Equal(3, moved.Moved);
        Assert.Empty(moved.Failures);
        Assert.Equal(["a/good.jpg"], _folder.Snapshot("set").Keys);
        Assert.Equal(["a/bad 😀 'x'.jpg", "b/deep/worse.png", "b/empty.png", "quarantine.jsonl"], _folder.Snapshot("out/quarantine").Keys);

        RestoreResult restored = Quarantine.Restore(Store);
        Assert.Equal(3, restored.Restored);
        Assert.Empty(restored.Refused.Concat(restored.Missing));
        Assert.Equal(before, _folder.Snapshot("set"));
        Assert.Equal([Journal], Directory.GetFileSystemEntries(Store));
        Assert.Equal(0, Quarantine.Restore(Store).Restored);
    }

    [Fact]
    public void Move_AgainAfterRestore_ComesBackAgain()
    {
        SortedDictionary<string, string> before = _folder.Snapshot("set");
        Move();
        Quarantine.Restore(Store);
        Move();
        Assert.Equal(3, Quarantine.Restore(Store).Restored);
        Assert.Equal(before, _folder.Snapshot("set"));
    }

    [Fact]
    public void Move_NameAlreadyInQuarantine_IsNotOverwritten()
    {
        Move();
        _folder.Write("set/b/empty.png", "second");
        Assert.Equal(1, Quarantine.Move(Root, [Bad("b/empty.png")], Store).Moved);
        Assert.Equal("", File.ReadAllText(Path.Combine(Store, "b/empty.png")));
        Assert.Equal("second", File.ReadAllText(Path.Combine(Store, "b/empty (2).png")));

        RestoreResult restored = Quarantine.Restore(Store);
        Assert.Equal(["b/empty.png"], restored.Refused);
        Assert.Equal("second", File.ReadAllText(_folder["set/b/empty.png"]));
        Assert.Equal("", File.ReadAllText(Path.Combine(Store, "b/empty.png")));
    }

    [Fact]
    public void Restore_FileThatHasAppeared_IsNotOverwritten()
    {
        Move();
        _folder.Write("set/b/deep/worse.png", "new");
        RestoreResult restored = Quarantine.Restore(Store);
        Assert.Equal(2, restored.Restored);
        Assert.Equal(["b/deep/worse.png"], restored.Refused);
        Assert.Equal("new", File.ReadAllText(_folder["set/b/deep/worse.png"]));
        Assert.Equal("worse", File.ReadAllText(Path.Combine(Store, "b/deep/worse.png")));
    }

    [Fact]
    public void Restore_FileGoneFromBothPlaces_IsNamed()
    {
        Move();
        File.Delete(Path.Combine(Store, "b/empty.png"));
        Assert.Equal(["b/empty.png"], Quarantine.Restore(Store).Missing);
    }

    [Fact]
    public void Move_KilledWhileNoting_GoesOnBehindTheTornLine()
    {
        SortedDictionary<string, string> before = _folder.Snapshot("set");
        Quarantine.Move(Root, [Bad("b/empty.png")], Store);
        string whole = File.ReadAllText(Journal);
        File.AppendAllText(Journal, whole.Replace("b/empty.png", "a/good.jpg", StringComparison.Ordinal)[..40]);
        Assert.Equal(2, Move(skip: 1).Moved);
        Assert.Equal(3, Quarantine.Restore(Store).Restored);
        Assert.Equal(before, _folder.Snapshot("set"));
    }

    [Fact]
    public void Move_KilledBetweenNoteAndMove_LosesNothing()
    {
        SortedDictionary<string, string> before = _folder.Snapshot("set");
        Move();
        File.Move(Path.Combine(Store, "b/empty.png"), _folder["set/b/empty.png"]);
        RestoreResult restored = Quarantine.Restore(Store);
        Assert.Equal(2, restored.Restored);
        Assert.Empty(restored.Missing.Concat(restored.Refused));
        Assert.Equal(before, _folder.Snapshot("set"));
    }

    [Fact]
    public void Move_KilledBetweenCopyAndRemoval_IsFinishedByMovingAgain()
    {
        Move();
        File.Copy(Path.Combine(Store, "b/deep/worse.png"), _folder.Write("set/b/deep/worse.png", ""), overwrite: true);
        Assert.Equal(1, Quarantine.Move(Root, [Bad("b/deep/worse.png")], Store).Moved);
        Assert.False(File.Exists(_folder["set/b/deep/worse.png"]));
        Assert.False(File.Exists(Path.Combine(Store, "b/deep/worse (2).png")));
    }

    [Fact]
    public void Move_KilledBetweenCopyAndRemoval_IsUndoneByRestoring()
    {
        SortedDictionary<string, string> before = _folder.Snapshot("set");
        Move();
        File.Copy(Path.Combine(Store, "b/deep/worse.png"), _folder.Write("set/b/deep/worse.png", ""), overwrite: true);
        Assert.Equal(3, Quarantine.Restore(Store).Restored);
        Assert.Equal(before, _folder.Snapshot("set"));
        Assert.Equal([Journal], Directory.GetFileSystemEntries(Store));
    }

    [Fact]
    public void Restore_HalvesOfAKilledCopy_AreRemoved()
    {
        SortedDictionary<string, string> before = _folder.Snapshot("set");
        Move();
        _folder.Write("set/b/deep/.1.cracklab-tmp", "half");
        _folder.Write("out/quarantine/b/.2.cracklab-tmp", "half");
        Quarantine.Restore(Store);
        Assert.Equal(before, _folder.Snapshot("set"));
        Assert.Equal([Journal], Directory.GetFileSystemEntries(Store));
    }

    [Fact]
    public void Restore_DatasetFolderGone_IsAFailureAndMakesNoFolder()
    {
        Move();
        Directory.Move(Root, _folder["elsewhere"]);
        RestoreResult result = Quarantine.Restore(Store);
        Assert.Equal(3, result.Failures.Count);
        Assert.Contains("expected the dataset folder", result.Failures[0].Reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public void Move_AnotherAtWorkThere_SaysWhoAndMovesNothing()
    {
        SortedDictionary<string, string> before = _folder.Snapshot("set");
        Directory.CreateDirectory(Store);
        using (FolderLock other = FolderLock.Take(Store, "test"))
        {
            FolderHeldException error = Assert.Throws<FolderHeldException>(() => Move());
            Assert.StartsWith($"Quarantine '{Store}': expected a folder that nobody else is at work in, received one held by process ", error.Message);
        }

        Assert.Equal(before, _folder.Snapshot("set"));
        Assert.Empty(Directory.GetFileSystemEntries(Store));
    }

    [Fact]
    public void Move_VanishedFile_IsAFailureAndTheOthersGo()
    {
        QuarantineResult result = Quarantine.Move(Root, [Bad("a/never-there.jpg"), Bad("b/empty.png")], Store);
        Assert.Equal(1, result.Moved);
        Assert.Equal("a/never-there.jpg", Assert.Single(result.Failures).Path);
    }

    [Fact]
    public void Move_LinkToNothing_MovesTheLink()
    {
        File.CreateSymbolicLink(_folder["set/a/link.jpg"], "nowhere.jpg");
        Assert.Equal(1, Quarantine.Move(Root, [Bad("a/link.jpg")], Store).Moved);
        Assert.Equal("nowhere.jpg", new FileInfo(Path.Combine(Store, "a/link.jpg")).LinkTarget);
        Assert.Equal(1, Quarantine.Restore(Store).Restored);
        Assert.Equal("nowhere.jpg", new FileInfo(_folder["set/a/link.jpg"]).LinkTarget);
    }

    [Fact]
    public void Move_NothingBroken_MakesNoFolder()
    {
        Assert.Equal(0, Quarantine.Move(Root, [], Store).Moved);
        Assert.False(Directory.Exists(Store));
    }

    [Theory]
    [InlineData("set")]
    [InlineData("set/quarantine")]
    [InlineData("set/a/../q")]
    [InlineData("link/q")]
    public void Move_FolderInsideTheDataset_IsRefused(string store)
    {
        Directory.CreateSymbolicLink(_folder["link"], Root);
        SortedDictionary<string, string> before = _folder.Snapshot("set");
        ArgumentException e = Assert.Throws<ArgumentException>(() => Quarantine.Move(Root, [Bad("b/empty.png")], _folder[store]));
        Assert.Contains("received one inside it, which would become a class", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Snapshot("set"));
    }

    [Fact]
    public void Move_FolderWithTheDatasetsNameAsBeginning_IsAllowed() =>
        Assert.Equal(1, Quarantine.Move(Root, [Bad("b/empty.png")], Root + "-quarantine").Moved);

    [Fact]
    public void Move_ToAFile_IsRefused() => Assert.Throws<ArgumentException>(
        () => Quarantine.Move(Root, [Bad("b/empty.png")], _folder.Write("file", "")));

    [Fact]
    public void Restore_FolderWithoutJournal_SaysSo()
    {
        Assert.Throws<DirectoryNotFoundException>(() => Quarantine.Restore(_folder["nowhere"]));
        Assert.Contains("quarantine.jsonl", Assert.Throws<InvalidDataException>(() => Quarantine.Restore(Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_JournalThatLeadsOutside_IsRefused()
    {
        _folder.Write("outside.jpg", "x");
        Move();
        File.AppendAllText(Journal, File.ReadLines(Journal).Last().Replace("b/empty.png", "../../outside.jpg", StringComparison.Ordinal) + "\n");
        Assert.Equal(["../../outside.jpg"], Quarantine.Restore(Store).Refused);
        Assert.True(File.Exists(_folder["outside.jpg"]));
    }

    [Fact]
    public void Restore_LinkThatIsBackButWasNotYetRemoved_FinishesTheMove()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets few users make links.");
        string link = _folder["set/a/link.jpg"], stored = Path.Combine(Store, "a", "link.jpg");
        File.CreateSymbolicLink(link, "nowhere.jpg");
        Quarantine.Move(Root, [Bad("a/link.jpg")], Store);
        File.CreateSymbolicLink(link, "nowhere.jpg");

        RestoreResult restored = Quarantine.Restore(Store);

        Assert.Equal((1, 0), (restored.Restored, restored.Refused.Count));
        Assert.Equal("nowhere.jpg", new FileInfo(link).LinkTarget);
        Assert.Null(new FileInfo(stored).LinkTarget);
        File.CreateSymbolicLink(_folder["set/a/other.jpg"], "elsewhere.jpg");
        Assert.False(FileMover.AreSame(link, _folder["set/a/other.jpg"]));
        Assert.False(FileMover.AreSame(link, _folder.Write("set/a/file.jpg", "bytes")));
    }

    [Fact]
    public void MoveAcross_File_KeepsBytesAndTime()
    {
        DateTime time = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_folder["set/a/good.jpg"], time);
        FileMover.MoveAcross(_folder["set/a/good.jpg"], _folder["there.jpg"]);
        Assert.Equal("good", File.ReadAllText(_folder["there.jpg"]));
        Assert.Equal(time, File.GetLastWriteTimeUtc(_folder["there.jpg"]));
        Assert.False(File.Exists(_folder["set/a/good.jpg"]));
    }

    [Fact]
    public void Move_ToAnotherVolume_MovesAndComesBack()
    {
        if (!Directory.Exists("/dev/shm") || string.Equals(new DriveInfo("/dev/shm").DriveFormat, new DriveInfo(_folder.Path).DriveFormat, StringComparison.Ordinal))
        {
            Assert.Skip("needs a second volume at /dev/shm");
        }

        SortedDictionary<string, string> before = _folder.Snapshot("set");
        string store = Path.Combine("/dev/shm", Path.GetFileName(_folder.Path));
        try
        {
            Assert.Equal(3, Quarantine.Move(Root, Broken(), store).Moved);
            Assert.Equal(["a/good.jpg"], _folder.Snapshot("set").Keys);
            Assert.Equal(3, Quarantine.Restore(store).Restored);
            Assert.Equal(before, _folder.Snapshot("set"));
        }
        finally
        {
            Directory.Delete(store, recursive: true);
        }
    }

    [Fact]
    public void Move_WhatAnotherHasMovedSinceItWasFound_IsNotNotedAgain()
    {
        SortedDictionary<string, string> before = _folder.Snapshot("set");
        Move();
        string journal = File.ReadAllText(Journal);
        QuarantineResult second = Move();
        Assert.Empty(second.Failures);
        Assert.Equal(journal, File.ReadAllText(Journal));
        RestoreResult restored = Quarantine.Restore(Store);
        Assert.Equal((3, 0, 0), (restored.Restored, restored.Missing.Count, restored.Refused.Count));
        Assert.Equal(before, _folder.Snapshot("set"));
    }

    [Fact]
    public void Restore_NoteOfAMoveThatNeverCame_IsNoLoss()
    {
        Move();
        File.AppendAllText(Journal, File.ReadAllLines(Journal)[0].Replace("\"stored\":\"a/bad", "\"stored\":\"a/another", StringComparison.Ordinal) + "\n");
        RestoreResult restored = Quarantine.Restore(Store);
        Assert.Equal((3, 0), (restored.Restored, restored.Missing.Count));
    }

    [Fact]
    public void Move_DiskFull_SaysSoAndMovesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs Linux and root, to mount a small disk.");
        SortedDictionary<string, string> before = _folder.Snapshot("set");
        string disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk) == 0, "This machine lets nobody mount.");
        try
        {
            Assert.ThrowsAny<IOException>(() => File.WriteAllBytes(Path.Combine(disk, "filler"), new byte[1 << 20]));
            string message = Assert.ThrowsAny<IOException>(() => Quarantine.Move(Root, Broken(), Path.Combine(disk, "q"))).Message;
            Assert.Contains("quarantine.jsonl': expected free space on the disk, received 'disk full'", message);
            Assert.Equal(before, _folder.Snapshot("set"));
        }
        finally
        {
            Run("umount", "-l", disk);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static FileFinding Bad(string path) =>
        new() { Path = path, Label = 0, Class = path[..1], Status = FileStatus.Corrupt, Reason = "a \"reason\"\nof two lines" };

    private static FileFinding[] Broken() => [Bad("a/bad 😀 'x'.jpg"), Bad("b/deep/worse.png"), Bad("b/empty.png")];

    private QuarantineResult Move(int skip = 0) => Quarantine.Move(Root, [.. Broken().SkipLast(skip)], Store);
}
