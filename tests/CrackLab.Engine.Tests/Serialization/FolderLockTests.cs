using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Serialization;

public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Take_Held_SaysWhoHoldsItSinceWhen()
    {
        using FolderLock held = FolderLock.Take(_folder.Path, "first");
        FolderHeldException error = Assert.Throws<FolderHeldException>(() => FolderLock.Take(_folder.Path, "second"));
        Assert.StartsWith(
            $"second: expected a folder that nobody else is at work in, received one held by process {Environment.ProcessId} on '{Environment.MachineName}' since {DateTime.UtcNow:yyyy-MM-dd}",
            error.Message);
        Assert.True(FolderLock.IsHeld(_folder.Path));
    }

    [Fact]
    public void Dispose_LeavesNothingAndFreesTheFolder()
    {
        FolderLock.Take(_folder.Path, "first").Dispose();
        Assert.False(FolderLock.IsHeld(_folder.Path));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        FolderLock.Take(_folder.Path, "second").Dispose();
    }

    [Fact]
    public void Take_FilesOfAKilledHolder_AreNoLock()
    {
        File.WriteAllText(Path.Combine(_folder.Path, FolderLock.FileName), "");
        File.WriteAllText(Path.Combine(_folder.Path, FolderLock.HolderName), "half a rec");
        Assert.False(FolderLock.IsHeld(_folder.Path));
        using FolderLock held = FolderLock.Take(_folder.Path, "next");
        Assert.StartsWith($"process {Environment.ProcessId} ", LockHolder.Read(Path.Combine(_folder.Path, FolderLock.HolderName))!.ToString());
    }

    [Fact]
    public async Task Take_HeldButNotNotedYet_WaitsForTheNote()
    {
        using FolderLock held = FolderLock.Take(_folder.Path, "first");
        string note = Path.Combine(_folder.Path, FolderLock.HolderName), text = File.ReadAllText(note);
        File.Delete(note);
        Task<FolderHeldException> second = Task.Run(() => Assert.Throws<FolderHeldException>(() => FolderLock.Take(_folder.Path, "second")));

        await Task.Delay(30, TestContext.Current.CancellationToken);
        AtomicFile.WriteAllText(note, text);

        Assert.Contains($"process {Environment.ProcessId} on", (await second).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("half a rec")]
    public void Take_HeldWithoutANoteThatCanBeRead_IsHeldByAnotherProcess(string? note)
    {
        using FolderLock held = FolderLock.Take(_folder.Path, "first");
        string path = Path.Combine(_folder.Path, FolderLock.HolderName);
        File.Delete(path);
        if (note is not null)
        {
            File.WriteAllText(path, note);
        }

        Assert.Contains("held by another process.", Assert.Throws<FolderHeldException>(() => FolderLock.Take(_folder.Path, "second")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryTake_ManyThreadsThatTakeAndFree_OneHoldsItAtATime()
    {
        int inside = 0;
        int most = 0;
        int taken = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (int round = 0; round < 200; round++)
            {
                using FolderLock? held = FolderLock.TryTake(_folder.Path);
                if (held is not null)
                {
                    int now = Interlocked.Increment(ref inside);
                    InterlockedMax(ref most, now);
                    Interlocked.Increment(ref taken);
                    Thread.SpinWait(50);
                    Interlocked.Decrement(ref inside);
                }
            }
        });

        Assert.Equal(1, most);
        Assert.True(taken > 8, $"{taken}");
    }

    [Fact]
    public void Take_MissingFolder_SaysWhatFailed()
    {
        string missing = Path.Combine(_folder.Path, "missing");
        Assert.StartsWith($"Writing '{missing}'", Assert.Throws<IOException>(() => FolderLock.Take(missing, "test")).Message);
        Assert.False(FolderLock.IsHeld(missing));
    }

    [Fact]
    public void Write_HeldFolderThatWasMovedAway_MakesNoOther()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no folder with an open file in it.");
        string folder = Path.Combine(_folder.Path, "run"), elsewhere = Path.Combine(_folder.Path, "elsewhere");
        Directory.CreateDirectory(folder);
        string[] targets = [Path.Combine(folder, "history.csv"), Path.Combine(folder, "checkpoints", "last.safetensors")];
        using (FolderLock held = FolderLock.Take(folder, "first"))
        {
            Directory.Move(folder, elsewhere);
            foreach (string target in targets)
            {
                Assert.StartsWith(
                    $"Writing '{target}': expected the folder '{folder}' that work began in, received none",
                    Assert.Throws<IOException>(() => AtomicFile.WriteAllText(target, "x")).Message);
            }

            Assert.False(Path.Exists(folder));
        }

        Array.ForEach(targets, target => AtomicFile.WriteAllText(target, "x"));
    }

    [Fact]
    public void Commit_HeldFolderThatWasMovedAway_SaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no folder with an open file in it.");
        string folder = Path.Combine(_folder.Path, "run");
        Directory.CreateDirectory(folder);
        using FolderLock held = FolderLock.Take(folder, "first");
        using PendingFile file = AtomicFile.Create(Path.Combine(folder, "history.csv"));
        Directory.Move(folder, Path.Combine(_folder.Path, "elsewhere"));
        Assert.Contains($"expected the folder '{folder}' that work began in", Assert.Throws<IOException>(() => file.Commit()).Message);
        Assert.False(Path.Exists(folder));
    }

    public void Dispose() => _folder.Dispose();

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
