namespace CrackLab.Evaluation;

/// <summary>What a decision threshold is chosen for.</summary>
public enum AimKind
{
    /// <summary>A recall of 0.99, and never a threshold above 0.1.</summary>
    Cautious,

    /// <summary>The highest threshold that still finds a given share of the positives.</summary>
    Recall,

    /// <summary>The lowest threshold from which on a given share of the alarms is right.</summary>
    Precision,

    /// <summary>The highest recall + specificity - 1 (Youden's J).</summary>
    Youden,

    /// <summary>The highest F1.</summary>
    F1,

    /// <summary>A given threshold, whatever it does.</summary>
    Threshold,
}
