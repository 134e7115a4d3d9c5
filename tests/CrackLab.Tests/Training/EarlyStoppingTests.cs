using CrackLab.Training;

namespace CrackLab.Tests.Training;

public sealed class EarlyStoppingTests
{
    [Theory]
    [InlineData(1, 0, 2, 0.5, 0.6, 0.1)]
    [InlineData(2, 0, 5, 0.5, 0.6, 0.4, 0.5, 0.5, 0.1)]
    [InlineData(3, 0, 6, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)]
    [InlineData(2, 0, 3, 0.5, 0.5, 0.5, 0.5)]
    [InlineData(2, 0.1, 3, 0.50, 0.45, 0.41, 0.1)]
    [InlineData(2, 0.1, 4, 0.50, 0.45, 0.39, 0.38)]
    public void OnEpochEnd_Losses_StopsAfterPatience(int patience, double minDelta, int epochs, params double[] losses)
    {
        var training = new FakeTraining();
        Assert.Equal(epochs, training.Play(new EarlyStopping(patience) { MinDelta = minDelta }, FakeTraining.Validated(losses)));
        Assert.Equal(losses.Length > epochs, training.StopReason is not null);
    }

    [Fact]
    public void OnEpochEnd_Stopping_SaysWhichEpochWasBest()
    {
        var training = new FakeTraining();
        training.Play(new EarlyStopping(patience: 2), FakeTraining.Validated(0.5, 0.3, 0.3, 0.4));
        Assert.Equal("no better loss than epoch 2's in 2 epochs", training.StopReason);
    }

    [Fact]
    public void OnEpochEnd_NoValidation_WatchesTheTrainingLoss() =>
        Assert.Equal(3, new FakeTraining().Play(new EarlyStopping(patience: 1), FakeTraining.Unvalidated(0.5, 0.4, 0.45, 0.3)));

    [Fact]
    public void OnEpochEnd_AccuracyMonitored_WantsItHigher()
    {
        EpochResult[] epochs = [.. FakeTraining.Validated(0.5, 0.4, 0.3).Select(epoch => epoch with { ValidationAccuracy = epoch.ValidationLoss })];
        var training = new FakeTraining();
        Assert.Equal(3, training.Play(new EarlyStopping(patience: 2) { Monitor = MonitoredMetric.ValidationAccuracy }, epochs));
        Assert.Equal("no better accuracy than epoch 1's in 2 epochs", training.StopReason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Constructor_PatienceBelowOne_IsRefused(int patience) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(patience));
}
