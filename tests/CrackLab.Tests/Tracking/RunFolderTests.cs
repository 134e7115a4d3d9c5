using CrackLab.Engine.Serialization;
using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class RunFolderTests
{
    [Fact]
    public void Create_NewPath_MakesTheLayout()
    {
        using TestFolder folder = new();

        RunFolder run = RunFolder.Create(folder["deep/er"]);

        Assert.True(Directory.Exists(run.Checkpoints));
        Assert.Equal(Path.Combine(run.Path, "run.json"), run.RecordFile);
        Assert.Equal(Path.Combine(run.Path, "checkpoints", "best.safetensors"), run.BestModel);
    }

    [Fact]
    public void Create_EmptyFolder_IsTaken()
    {
        using TestFolder folder = new();

        Assert.Equal(folder.Path, RunFolder.Create(folder.Path).Path);
    }

    [Fact]
    public void Create_FolderWithFiles_Refuses()
    {
        using TestFolder folder = new();
        File.WriteAllText(folder["mine.txt"], "keep");

        IOException exception = Assert.Throws<IOException>(() => RunFolder.Create(folder.Path));

        Assert.StartsWith($"{folder.Path}: expected a new or empty folder", exception.Message, StringComparison.Ordinal);
        Assert.Equal([folder["mine.txt"]], Directory.GetFileSystemEntries(folder.Path), StringComparer.Ordinal);
    }

    [Fact]
    public void Create_File_Refuses()
    {
        using TestFolder folder = new();
        File.WriteAllText(folder["run"], "a file");

        Assert.Throws<IOException>(() => RunFolder.Create(folder["run"]));
    }

    [Fact]
    public void Open_NoFolderOrNoRecord_SaysWhich()
    {
        using TestFolder folder = new();

        Assert.Throws<DirectoryNotFoundException>(() => RunFolder.Open(folder["missing"]));
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => RunFolder.Open(folder.Path));
        Assert.Contains("without run.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AfterRecord_FindsIt()
    {
        using TestFolder folder = new();
        RunFolder run = RunFolder.Create(folder["run"]);
        RunRecordTests.Example().Write(run.RecordFile);

        Assert.Equal(run.Path, RunFolder.Open(run.Path).Path);
    }

    [Fact]
    public void DefaultPath_NameWithOddCharacters_IsMadeSafe()
    {
        FixedTime time = new(new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)));

        string path = RunFolder.DefaultPath("root", "crack net/1", time);

        Assert.Equal(Path.Combine("root", "runs", "20240203-020506-crack-net-1"), path);
    }

    [Fact]
    public async Task CreateDefault_ManyAtTheSameMoment_GetAFolderEach()
    {
        using TestFolder folder = new();
        FixedTime time = new(new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.Zero));
        using Barrier start = new(8);

        RunFolder[] runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return RunFolder.CreateDefault(folder.Path, "net", time);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(8, runs.Select(run => run.Path).Distinct(StringComparer.Ordinal).Count());
        Assert.All(runs, run => Assert.StartsWith(folder["runs/20240203-040506-net"], run.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_ManyForOneFolder_OneGetsIt()
    {
        using TestFolder folder = new();
        using Barrier start = new(8);

        bool[] got = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                try
                {
                    RunFolder.Create(folder["run"]).Begin(RunRecordTests.Example());
                    return true;
                }
                catch (IOException)
                {
                    return false;
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Single(got, one => one);
        Assert.Equal([folder["run/checkpoints"], folder["run/run.json"]], Directory.GetFileSystemEntries(folder["run"]).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void Create_FolderThatAnotherHolds_SaysWhoAndRefusesUntilThatIsGone()
    {
        using TestFolder folder = new();
        using (FolderLock other = FolderLock.Take(folder.Path, "test"))
        {
            FolderHeldException error = Assert.Throws<FolderHeldException>(() => RunFolder.Create(folder.Path));
            Assert.StartsWith($"Run '{folder.Path}': expected a folder that nobody else is at work in, received one held by process ", error.Message);
        }

        Assert.Equal(folder.Path, RunFolder.Create(folder.Path).Path);
    }

    [Fact]
    public void Create_WhatAKilledProcessLeftBehind_IsInNobodysWay()
    {
        using TestFolder folder = new();
        folder.Write(FolderLock.FileName, "");
        folder.Write(FolderLock.HolderName, """{"process":1,"host":"gone","since":"2024-01-01T00:00:00Z"}""");
        folder.Write(".1.cracklab-tmp", "half");
        folder.Write("split.csv", "path");

        RunFolder.Create(folder.Path).Begin(RunRecordTests.Example());

        Assert.True(RunFolder.HasBegun(folder.Path));
        Assert.False(File.Exists(folder[FolderLock.HolderName]));
    }

    [Fact]
    public void Hold_BetweenCreateAndTheEnd_KeepsOthersOut()
    {
        using TestFolder folder = new();
        RunFolder run = RunFolder.Create(folder["run"]);
        using (run.Hold())
        {
            run.Begin(RunRecordTests.Example());
            Assert.Throws<FolderHeldException>(() => RunFolder.Open(folder["run"]).Hold());
        }

        RunFolder.Open(folder["run"]).Hold().Dispose();
        Assert.Equal([folder["run/checkpoints"], folder["run/run.json"]], Directory.GetFileSystemEntries(folder["run"]).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
