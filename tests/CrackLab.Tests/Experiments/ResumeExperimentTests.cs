using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Serialization;
using CrackLab.Experiments;
using CrackLab.Tests.Training;
using CrackLab.Tracking;

namespace CrackLab.Tests.Experiments;

public sealed class ResumeExperimentTests(PhotoFolder photos) : IClassFixture<PhotoFolder>
{
    [Theory]
    [InlineData(1)]
    [InlineData(PhotoFolder.Batches)]
    [InlineData(PhotoFolder.Batches + 2)]
    public void Resume_Interrupted_EqualsTheWholeRun(int step)
    {
        ExperimentOptions options = Options($"cut-{step}");
        ExperimentResult first = Interrupt(options, step);
        Assert.True(first.Training.IsInterrupted);
        Assert.Null(first.Evaluation);
        Assert.Equal(RunStatus.Interrupted, RunRecord.Read(first.Folder.RecordFile).Status);
        Assert.False(File.Exists(first.Folder.MetricsFile));

        AssertWhole(Experiment.Resume(options, new HyperParameters(), []));
    }

    [Fact]
    public void Resume_KilledBeforeAnythingWasSaved_EqualsTheWholeRun()
    {
        ExperimentOptions options = Options("killed");
        RunFolder folder = Interrupt(options, 1).Folder;
        File.Delete(folder.LastModel);
        AssertWhole(Experiment.Resume(options, new HyperParameters(), []));
    }

    [Fact]
    public void Resume_KilledBetweenBestAndLast_EqualsTheWholeRun()
    {
        ExperimentOptions options = Options("between");
        RunFolder folder = Interrupt(options, 1).Folder;
        File.Copy(photos.Whole.Folder.BestModel, folder.BestModel);
        File.Copy(photos.Whole.Folder.HistoryFile, folder.HistoryFile);
        AssertWhole(Experiment.Resume(options, new HyperParameters(), []));
    }

    [Fact]
    public void Resume_CancelledWhileJudging_IsInterruptedAndGoesOn()
    {
        ExperimentOptions options = Options("judging");
        using var cancel = new CancellationTokenSource();
        var observer = new ExperimentObserver { Callbacks = [new Watcher { End = _ => cancel.Cancel() }] };
        ExperimentResult first = Experiment.Run(options, PhotoFolder.Settings, observer, cancel.Token);
        Assert.True(first.Training.IsInterrupted);
        Assert.Equal(RunStatus.Interrupted, RunRecord.Read(first.Folder.RecordFile).Status);
        AssertWhole(Experiment.Resume(options, new HyperParameters(), []));
    }

    [Fact]
    public void Resume_NothingBegun_Begins()
    {
        ExperimentResult result = Experiment.Resume(Options("fresh"), PhotoFolder.Settings, []);
        AssertWhole(result);
    }

    [Fact]
    public void Resume_DataMoved_FindsItAndSaysSo()
    {
        string moved = photos.Below("moved");
        ExperimentOptions options = Options("moving");
        Interrupt(options, 2);
        foreach (Sample file in photos.Whole.Split.All.Samples)
        {
            string target = Path.Combine(moved, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(photos.Data, file.Path), target);
        }

        ExperimentResult result = Experiment.Resume(options with { Data = moved }, new HyperParameters(), []);
        AssertWhole(result);
        Assert.Equal(moved, RunRecord.Read(result.Folder.RecordFile).Dataset.Path);
    }

    [Theory]
    [InlineData("epochs=4")]
    [InlineData("model=seed")]
    [InlineData("learningRate=0.1")]
    public void Resume_AnotherSetting_IsRefusedAndNothingTouched(string change)
    {
        ExperimentOptions options = Options($"other-{change}");
        RunFolder folder = Interrupt(options, 2).Folder;
        string record = File.ReadAllText(folder.RecordFile);
        ArgumentException error = Assert.Throws<ArgumentException>(() => Experiment.Resume(options, new HyperParameters(), [change]));
        Assert.Contains($"expected the settings that the run began with, received '{change}'", error.Message);
        Assert.Equal(record, File.ReadAllText(folder.RecordFile));
    }

    [Fact]
    public void Resume_AnotherPositiveClass_IsRefused()
    {
        ExperimentOptions options = Options("other-positive");
        Interrupt(options, 2);
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            Experiment.Resume(options with { Positive = "Negative" }, new HyperParameters(), []));
        Assert.Contains("expected the positive class that the run began with, Positive, received Negative", error.Message);
    }

    [Fact]
    public void Resume_GroupsThatTheRunDidNotBeginWith_AreRefusedAndNothingTouched()
    {
        ExperimentOptions options = Options("groups-late");
        RunFolder folder = Interrupt(options, 2).Folder;
        string record = File.ReadAllText(folder.RecordFile);
        string groups = Groups("late.csv", "a");
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            Experiment.Resume(options with { Groups = groups }, new HyperParameters(), []));
        Assert.Contains($"expected the groups that the run began with, found by their pixels, received '{groups}'", error.Message);
        Assert.Equal(record, File.ReadAllText(folder.RecordFile));
    }

    [Fact]
    public void Resume_OtherGroups_AreRefusedAndTheSameAllowed()
    {
        string groups = Groups("begun.csv", "a");
        ExperimentOptions options = Options("groups-other") with { Groups = groups };
        Interrupt(options, 2);
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            Experiment.Resume(options with { Groups = Groups("other.csv", "b") }, new HyperParameters(), []));
        Assert.Contains($"expected the groups that the run began with, {groups}, received", error.Message);
        Assert.Equal(PhotoFolder.Epochs, Experiment.Resume(options, new HyperParameters(), []).Training.History.Count);
    }

    [Fact]
    public void Resume_WhileAnotherIsAtIt_IsRefusedAndNothingTouched()
    {
        ExperimentOptions options = Options("held");
        RunFolder folder = Interrupt(options, 2).Folder;
        string record = File.ReadAllText(folder.RecordFile);
        using (FolderLock other = folder.Hold())
        {
            FolderHeldException error = Assert.Throws<FolderHeldException>(() => Experiment.Resume(options, new HyperParameters(), []));
            Assert.Contains($"held by process {Environment.ProcessId} on '{Environment.MachineName}' since ", error.Message);
            Assert.Equal(record, File.ReadAllText(folder.RecordFile));
        }

        AssertWhole(Experiment.Resume(options, new HyperParameters(), []));
        Assert.Empty(Directory.GetFiles(folder.Path, ".*"));
    }

    [Fact]
    public void Resume_HalfWrittenFilesOfAKilledProcess_AreRemoved()
    {
        ExperimentOptions options = Options("litter");
        RunFolder folder = Interrupt(options, 2).Folder;
        string[] litter = [Path.Combine(folder.Path, ".1.cracklab-tmp"), Path.Combine(folder.Checkpoints, ".2.cracklab-tmp")];
        Array.ForEach(litter, file => File.WriteAllText(file, "half"));
        AssertWhole(Experiment.Resume(options, new HyperParameters(), []));
        Assert.DoesNotContain(litter, File.Exists);
    }

    [Fact]
    public void Resume_ChangedPicture_IsRefusedThoughItsPixelsAreCached()
    {
        string data = photos.Below("changing");
        foreach (Sample file in photos.Whole.Split.All.Samples)
        {
            string target = Path.Combine(data, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(photos.Data, file.Path), target);
        }

        ExperimentOptions options = Options("changed") with { Data = data };
        Interrupt(options, 2);
        string changed = Path.Combine(data, photos.Whole.Split.Train.Samples[0].Path);
        byte[] before = File.ReadAllBytes(changed);
        File.WriteAllBytes(changed, [.. before, 0]);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Experiment.Resume(options, new HyperParameters(), []));
        Assert.StartsWith($"'{changed}': expected the bytes that were inspected", error.Message);
        Assert.Contains($"1 of {photos.Whole.Split.All.Count} pictures have changed", error.Message);
        File.WriteAllBytes(changed, before);
        AssertWhole(Experiment.Resume(options, new HyperParameters(), []));
    }

    [Fact]
    public void Run_FolderTakenAway_FailsAndMakesNoOther()
    {
        ExperimentOptions options = Options("away");
        string elsewhere = photos.Below("away-elsewhere");
        var observer = new ExperimentObserver
        {
            Callbacks = [new Watcher { Step = (_, done) => MoveAt(done) }],
        };
        IOException error = Assert.Throws<IOException>(() => Experiment.Run(options, PhotoFolder.Settings, observer));
        Assert.StartsWith($"Run '{options.Run}': expected the folder that training began in", error.Message);
        Assert.False(Path.Exists(options.Run));

        Directory.Move(elsewhere, options.Run!);
        AssertWhole(Experiment.Resume(options, new HyperParameters(), []));

        void MoveAt(int step)
        {
            if (step == PhotoFolder.Batches + 1)
            {
                Directory.Move(options.Run!, elsewhere);
            }
        }
    }

    [Fact]
    public void Resume_SameSettings_AreAllowed()
    {
        ExperimentOptions options = Options("same");
        Interrupt(options, 2);
        AssertWhole(Experiment.Resume(options with { Positive = "Positive" }, new HyperParameters(), ["epochs=3", "batch-size=8", "model=cracknet"]));
    }

    [Fact]
    public void Resume_DamagedCheckpoint_SaysWhichFile()
    {
        ExperimentOptions options = Options("damaged");
        RunFolder folder = Interrupt(options, 2).Folder;
        File.WriteAllBytes(folder.LastModel, File.ReadAllBytes(folder.LastModel)[..^100]);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Experiment.Resume(options, new HyperParameters(), []));
        Assert.StartsWith(folder.LastModel, error.Message);
    }

    /// <summary>Writes a table in which two pictures are crops of one photograph.</summary>
    private string Groups(string name, string photograph)
    {
        string file = photos.Below(name);
        File.WriteAllText(file, $"path,photo_group\n{string.Concat(photos.Whole.Split.All.Samples.Take(2).Select(sample => $"{sample.Path},{photograph}\n"))}");
        return file;
    }

    private ExperimentOptions Options(string run) => new() { Data = photos.Data, Run = photos.Below(run), Command = "cracklab train photos" };

    private static ExperimentResult Interrupt(ExperimentOptions options, int step)
    {
        using var cancel = new CancellationTokenSource();
        var observer = new ExperimentObserver { Callbacks = [Watcher.CancelAfter(step, cancel)] };
        return Experiment.Run(options, PhotoFolder.Settings, observer, cancel.Token);
    }

    private void AssertWhole(ExperimentResult result)
    {
        Assert.False(result.Training.IsInterrupted);
        Assert.Equal(RunStatus.Finished, RunRecord.Read(result.Folder.RecordFile).Status);
        Assert.Equal(Sequential.Load(photos.Whole.Folder.BestModel).Bits(), Sequential.Load(result.Folder.BestModel).Bits());
        Assert.Equal(Sequential.Load(photos.Whole.Folder.LastModel).Bits(), Sequential.Load(result.Folder.LastModel).Bits());
        Assert.Equal(Sequential.Load(photos.Whole.Folder.ModelFile).Bits(), Sequential.Load(result.Folder.ModelFile).Bits());
        Assert.Equal(File.ReadAllText(photos.Whole.Folder.MetricsFile), File.ReadAllText(result.Folder.MetricsFile));
        Assert.Equal(File.ReadAllText(photos.Whole.Folder.SplitFile), File.ReadAllText(result.Folder.SplitFile));
        Assert.Equal(
            History.ReadCsv(photos.Whole.Folder.HistoryFile).Select(epoch => epoch with { Seconds = 0, ImagesPerSecond = 0 }),
            History.ReadCsv(result.Folder.HistoryFile).Select(epoch => epoch with { Seconds = 0, ImagesPerSecond = 0 }));
        Assert.True(File.Exists(result.Folder.ReportFile));
    }
}
