namespace CrackLab.Training;

/// <summary>Stops training when it has not improved for a while.</summary>
/// <remarks>
/// keras.callbacks.EarlyStopping. The trainer hands out the best epoch's weights anyway, so there is nothing to restore
/// here. Decides from the history alone: a resumed training stops where an uninterrupted one would.
/// </remarks>
public sealed class EarlyStopping : Callback
{
    /// <summary>Makes the callback.</summary>
    /// <param name="patience">Epochs without improvement after which training stops, at least 1.</param>
    public EarlyStopping(int patience = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        Patience = patience;
    }

    /// <summary>Epochs without improvement after which training stops.</summary>
    public int Patience { get; }

    /// <summary>What must improve.</summary>
    public MonitoredMetric Monitor { get; init; } = MonitoredMetric.ValidationLoss;

    /// <summary>How much it must improve by to count.</summary>
    public double MinDelta { get; init; }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(epoch);
        int best = Monitor.BestEpoch(training.History, MinDelta);
        if (epoch.Epoch - best >= Patience)
        {
            training.StopTraining($"no better {(Monitor == MonitoredMetric.ValidationLoss ? "loss" : "accuracy")} than epoch {best}'s in {Patience} epochs");
        }
    }
}
