using CrackLab.Engine;
using CrackLab.Experiments;
using CrackLab.Tests.Training;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Tests.Experiments;

/// <summary>A run whose numbers broke in its second epoch: its folder says where, and goes on with another rate.</summary>
public sealed class DivergedRunTests(PhotoFolder photos) : IClassFixture<PhotoFolder>
{
    [Fact]
    public void Run_WeightBreaks_RecordSaysWhereAndTheLastGoodStateStays()
    {
        ExperimentOptions options = Options("broken");
        DivergenceException error = Diverge(options);
        RunFolder folder = RunFolder.Open(options.Run!);
        RunRecord record = RunRecord.Read(folder.RecordFile);
        Assert.Equal((RunStatus.Failed, error.Message), (record.Status, record.Failure));
        Assert.Equal((2, 3), (record.Divergence!.Epoch, record.Divergence.Batch));
        Assert.Equal(error.Message, record.Divergence.ToString());
        Assert.Equal(2, Checkpoint.Load(folder.LastModel).Position.Epoch);
        Assert.Equal(photos.Whole.Training.History[0].Loss, Checkpoint.Load(folder.LastModel).Position.History[0].Loss);
        Assert.NotNull(Sequential.Load(folder.BestModel));
        Assert.False(File.Exists(folder.ModelFile));
        Assert.Equal(error.Message, TrackedRun.Read(folder.Path).Problem);
    }

    [Fact]
    public void Resume_SameSettings_IsRefusedWithTheMendAndNothingTouched()
    {
        ExperimentOptions options = Options("same-way");
        Diverge(options);
        string record = File.ReadAllText(RunFolder.Open(options.Run!).RecordFile);
        ArgumentException error = Assert.Throws<ArgumentException>(() => Experiment.Resume(options, new HyperParameters(), []));
        Assert.StartsWith($"{options.Run}: expected another learningRate or clipNorm to go on with, received those with which numbers became NaN or infinite in epoch 2, batch 3, and would again. Give one, such as learningRate=", error.Message);
        Assert.Throws<ArgumentException>(() => Experiment.Resume(options, new HyperParameters(), ["epochs=4"]));
        Assert.Equal(record, File.ReadAllText(RunFolder.Open(options.Run!).RecordFile));
    }

    [Fact]
    public void Resume_AnotherRate_GoesOnAndIsWrittenDown()
    {
        ExperimentOptions options = Options("other-rate");
        string reason = Diverge(options).Message;
        ExperimentResult result = Experiment.Resume(options, new HyperParameters(), ["learningRate=0.0005"]);
        Assert.Equal(PhotoFolder.Epochs, result.Training.History.Count);
        Assert.Equal(photos.Whole.Training.History[0].Loss, result.Training.History[0].Loss);
        RunRecord record = RunRecord.Read(result.Folder.RecordFile);
        Assert.Equal((RunStatus.Finished, null, null), (record.Status, record.Failure, record.Divergence));
        SettingChange change = Assert.Single(record.Changes!);
        Assert.Equal(("learningRate", 2, reason), (change.Setting, change.Epoch, change.Because));
        Assert.Equal(0.0005, (double)record.Settings["learningRate"]!);
    }

    private ExperimentOptions Options(string run) => new() { Data = photos.Data, Run = photos.Below(run) };

    /// <summary>Breaks a weight after the second batch of the second epoch.</summary>
    private static DivergenceException Diverge(ExperimentOptions options)
    {
        var breaker = new Watcher
        {
            Step = (training, step) =>
            {
                if (step == PhotoFolder.Batches + 2)
                {
                    training.Model.Parameters[0].Values[0] = float.NaN;
                }
            },
        };
        return Assert.Throws<DivergenceException>(() => Experiment.Run(options, PhotoFolder.Settings, new ExperimentObserver { Callbacks = [breaker] }));
    }
}
