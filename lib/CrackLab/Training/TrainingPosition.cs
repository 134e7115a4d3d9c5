namespace CrackLab.Training;

/// <summary>Where a training stands, between two batches.</summary>
public sealed record TrainingPosition
{
    /// <summary>Number of the epoch under way, counted from 1; one past the last epoch when all are done.</summary>
    public int Epoch { get; init; } = 1;

    /// <summary>Batches of that epoch already done.</summary>
    public int Batch { get; init; }

    /// <summary>Steps done since the beginning.</summary>
    public long Step { get; init; }

    /// <summary>Sum of losses over the images of this epoch so far.</summary>
    public double LossSum { get; init; }

    /// <summary>Images of this epoch classified right so far.</summary>
    public long Correct { get; init; }

    /// <summary>Images of this epoch so far.</summary>
    public long Count { get; init; }

    /// <summary>Seconds spent on this epoch so far.</summary>
    public double Seconds { get; init; }

    /// <summary>Factor on the scheduled learning rate.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>Epochs done so far.</summary>
    public IReadOnlyList<EpochResult> History { get; init; } = [];

    /// <summary>Why training has been asked to stop, or <see langword="null"/>.</summary>
    public string? StopReason { get; init; }
}
