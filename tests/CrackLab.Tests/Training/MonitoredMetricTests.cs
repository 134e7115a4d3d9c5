using CrackLab.Training;

namespace CrackLab.Tests.Training;

public sealed class MonitoredMetricTests
{
    [Fact]
    public void BestEpoch_NoEpochs_IsZero() => Assert.Equal(0, MonitoredMetric.ValidationLoss.BestEpoch([]));

    [Theory]
    [InlineData(0, 3, 0.5, 0.4, 0.3, 0.3, 0.35)]
    [InlineData(0.15, 3, 0.5, 0.4, 0.3, 0.2)]
    [InlineData(1, 1, 0.5, 0.4, 0.3)]
    public void BestEpoch_Losses_IsTheFirstOfTheLowest(double minDelta, int best, params double[] losses) =>
        Assert.Equal(best, MonitoredMetric.ValidationLoss.BestEpoch(FakeTraining.Validated(losses), minDelta));

    [Fact]
    public void BestEpoch_Accuracy_IsTheFirstOfTheHighest()
    {
        double[] accuracies = [0.5, 0.9, 0.9, 0.7];
        IEnumerable<EpochResult> epochs = FakeTraining.Validated(1, 1, 1, 1)
            .Select((epoch, i) => epoch with { ValidationAccuracy = accuracies[i] });
        Assert.Equal(2, MonitoredMetric.ValidationAccuracy.BestEpoch(epochs));
    }

    [Fact]
    public void Cost_NoValidation_IsThatOfTheTrainingPart()
    {
        EpochResult epoch = FakeTraining.Unvalidated(0.25).Single();
        Assert.Equal(0.25, MonitoredMetric.ValidationLoss.Cost(epoch));
        Assert.Equal(-0.75, MonitoredMetric.ValidationAccuracy.Cost(epoch));
    }
}
