namespace CrackLab.Training;

/// <summary>The figure of an epoch that decides which epoch is the best.</summary>
public enum MonitoredMetric
{
    /// <summary>Loss on the validation part, lower is better; where there is none, the training loss.</summary>
    ValidationLoss,

    /// <summary>Accuracy on the validation part, higher is better; where there is none, the training accuracy.</summary>
    ValidationAccuracy,
}
