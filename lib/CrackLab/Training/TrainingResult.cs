using CrackLab.Data;
using CrackLab.Engine;

namespace CrackLab.Training;

/// <summary>What training came to.</summary>
[TypeFormatterSource]
public sealed record TrainingResult
{
    /// <summary>The model with the best epoch's weights.</summary>
    public required Sequential BestModel { get; init; }

    /// <summary>Number of that epoch, counted from 1; 0 where no epoch was finished.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>All epochs.</summary>
    public required IReadOnlyList<EpochResult> History { get; init; }

    /// <summary>Whether training was cancelled before its end.</summary>
    public required bool IsInterrupted { get; init; }

    /// <summary>Why training ended before the last epoch, or <see langword="null"/>.</summary>
    public required string? StopReason { get; init; }

    /// <summary>How many epochs there were, which was the best, and why training ended.</summary>
    public override string ToString()
    {
        string best = BestEpoch == 0 ? "no epoch finished" : $"the best is epoch {BestEpoch}";
        string end = IsInterrupted ? "; interrupted" : StopReason is null ? "" : $"; stopped: {StopReason}";
        return $"{History.Count} epoch{(History.Count == 1 ? "" : "s")}, {best}{end}";
    }
}
