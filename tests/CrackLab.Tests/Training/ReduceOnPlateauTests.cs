using CrackLab.Training;

namespace CrackLab.Tests.Training;

public sealed class ReduceOnPlateauTests
{
    [Theory]
    [InlineData(1.0, 0.5, 0.4, 0.3, 0.2)]
    [InlineData(1.0, 0.5, 0.6)]
    [InlineData(0.5, 0.5, 0.6, 0.5)]
    [InlineData(0.5, 0.5, 0.6, 0.6, 0.4, 0.5)]
    [InlineData(0.25, 0.5, 0.6, 0.6, 0.6, 0.6)]
    [InlineData(0.25, 0.5, 0.6, 0.6, 0.4, 0.5, 0.5)]
    public void OnEpochEnd_Losses_LowersTheRateAfterEachPlateau(double factor, params double[] losses)
    {
        var training = new FakeTraining();
        training.Play(new ReduceOnPlateau(factor: 0.5, patience: 2), FakeTraining.Validated(losses));
        Assert.Equal(factor, training.LearningRateFactor);
    }

    [Fact]
    public void OnEpochEnd_MinFactor_IsTheFloor()
    {
        var training = new FakeTraining();
        training.Play(new ReduceOnPlateau(factor: 0.1, patience: 1) { MinFactor = 0.05 }, FakeTraining.Validated(1, 1, 1, 1, 1));
        Assert.Equal(0.05, training.LearningRateFactor);
    }

    [Fact]
    public void OnEpochEnd_SecondCallback_ComesToTheSameFromTheHistory()
    {
        EpochResult[] epochs = [.. FakeTraining.Validated(0.5, 0.6, 0.6, 0.6, 0.2, 0.3, 0.3)];
        var whole = new FakeTraining();
        whole.Play(new ReduceOnPlateau(0.5, patience: 2), epochs);
        var resumed = new FakeTraining();
        resumed.Play(new ReduceOnPlateau(0.5, patience: 2), epochs[..3]);
        resumed.LearningRateFactor = 1;
        resumed.Play(new ReduceOnPlateau(0.5, patience: 2), epochs[3..]);
        Assert.Equal(whole.LearningRateFactor, resumed.LearningRateFactor);
        Assert.Equal(0.25, whole.LearningRateFactor);
    }

    [Fact]
    public void OnEpochEnd_NoValidation_WatchesTheTrainingLoss()
    {
        var training = new FakeTraining();
        training.Play(new ReduceOnPlateau(patience: 1), FakeTraining.Unvalidated(0.5, 0.5));
        Assert.Equal(0.1, training.LearningRateFactor);
    }

    [Fact]
    public void Constructor_FactorOrPatienceOutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(factor: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(patience: 0));
    }
}
