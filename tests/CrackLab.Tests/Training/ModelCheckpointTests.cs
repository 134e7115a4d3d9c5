using CrackLab.Tests.Data;
using CrackLab.Training;

namespace CrackLab.Tests.Training;

public sealed class ModelCheckpointTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Last => _folder["last.safetensors"];

    private string Best => _folder["best.safetensors"];

    [Fact]
    public void OnEpochEnd_Epochs_LastIsTheLatestAndBestTheBest()
    {
        var training = new FakeTraining();
        training.Play(new ModelCheckpoint(Last, Best), FakeTraining.Validated(0.5, 0.3, 0.4));

        Checkpoint last = Checkpoint.Load(Last);
        Assert.Equal(4, last.Position.Epoch);
        Assert.Equal(training.History, last.Position.History);
        Assert.Null(last.Model.Metadata.RunId);
        Checkpoint best = Checkpoint.Load(Best);
        Assert.Equal("best of epoch 2", best.Model.Metadata.RunId);
        Assert.Equal(3, best.Position.Epoch);
        Assert.Equal(["best.safetensors", "last.safetensors"], _folder.Snapshot().Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OnTrainEnd_BeforeAnEpochsEnd_SavesLastOnlyWhereInterrupted(bool interrupted)
    {
        var training = new FakeTraining { IsInterrupted = interrupted };
        training.Play(new ModelCheckpoint(Last, Best));
        Assert.Equal(interrupted, File.Exists(Last));
        Assert.False(File.Exists(Best));
    }

    [Fact]
    public void OnTrainEnd_InterruptedRightAfterAnEpoch_SavesAgainOnlyWhatHasChanged()
    {
        var training = new FakeTraining();
        var callback = new ModelCheckpoint(Last, Best);
        training.Play(callback, FakeTraining.Validated(0.5));
        File.Delete(Last);
        training.IsInterrupted = true;

        callback.OnTrainEnd(training);
        Assert.False(File.Exists(Last));

        training.LearningRateFactor = 0.5;
        callback.OnTrainEnd(training);
        Assert.Equal(0.5, Checkpoint.Load(Last).Position.LearningRateFactor);
    }

    [Fact]
    public void Load_PlainModel_IsNoCheckpoint()
    {
        new FakeTraining().Model.Save(Last);
        Assert.Contains("expected a checkpoint", Assert.Throws<InvalidDataException>(() => Checkpoint.Load(Last)).Message);
    }

    public void Dispose() => _folder.Dispose();
}
