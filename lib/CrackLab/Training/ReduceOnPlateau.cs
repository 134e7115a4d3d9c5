namespace CrackLab.Training;

/// <summary>Lowers the learning rate when training has not improved for a while.</summary>
/// <remarks>keras.callbacks.ReduceLROnPlateau. The factor follows from the history alone, also after a resume.</remarks>
public sealed class ReduceOnPlateau : Callback
{
    /// <summary>Makes the callback.</summary>
    /// <param name="factor">What the rate is multiplied by each time, above 0 and below 1.</param>
    /// <param name="patience">Epochs without improvement before that, at least 1.</param>
    public ReduceOnPlateau(double factor = 0.1, int patience = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(factor, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        Factor = factor;
        Patience = patience;
    }

    /// <summary>What the rate is multiplied by each time.</summary>
    public double Factor { get; }

    /// <summary>Epochs without improvement before that.</summary>
    public int Patience { get; }

    /// <summary>What must improve.</summary>
    public MonitoredMetric Monitor { get; init; } = MonitoredMetric.ValidationLoss;

    /// <summary>The lowest factor on the scheduled rate.</summary>
    public double MinFactor { get; init; }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(training);
        double lowest = double.PositiveInfinity;
        double factor = 1;
        int waited = 0;
        foreach (EpochResult past in training.History)
        {
            double cost = Monitor.Cost(past);
            waited = cost < lowest ? 0 : waited + 1;
            lowest = Math.Min(lowest, cost);
            if (waited == Patience)
            {
                factor = Math.Max(factor * Factor, MinFactor);
                waited = 0;
            }
        }

        training.LearningRateFactor = factor;
    }
}
