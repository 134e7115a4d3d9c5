namespace CrackLab.Training;

/// <summary>Compares epochs by what is monitored.</summary>
public static class MonitoredMetricExtensions
{
    /// <summary>The monitored figure, turned so that lower is better.</summary>
    /// <param name="monitor">What is monitored.</param>
    /// <param name="epoch">The epoch.</param>
    public static double Cost(this MonitoredMetric monitor, EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        return monitor == MonitoredMetric.ValidationLoss
            ? epoch.ValidationLoss ?? epoch.Loss
            : -(epoch.ValidationAccuracy ?? epoch.Accuracy);
    }

    /// <summary>Number of the best epoch, the first of equals; 0 for an empty history.</summary>
    /// <param name="monitor">What is monitored.</param>
    /// <param name="history">The epochs.</param>
    /// <param name="minDelta">How much better an epoch must be to count as better.</param>
    public static int BestEpoch(this MonitoredMetric monitor, IEnumerable<EpochResult> history, double minDelta = 0)
    {
        ArgumentNullException.ThrowIfNull(history);
        int best = 0;
        double lowest = double.PositiveInfinity;
        foreach (EpochResult epoch in history)
        {
            double cost = monitor.Cost(epoch);
            if (best == 0 || cost < lowest - minDelta)
            {
                (best, lowest) = (epoch.Epoch, cost);
            }
        }

        return best;
    }
}
