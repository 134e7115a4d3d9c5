namespace CrackLab.Tracking;

/// <summary>A precision-recall curve in an event file.</summary>
/// <param name="Tag">What the curve is of.</param>
/// <param name="Step">When, on the axis of steps.</param>
/// <param name="Counts">The counts at thresholds evenly from 0 to 1, lowest first.</param>
/// <param name="Time">When it was written.</param>
public sealed record PrecisionRecallEvent(string Tag, long Step, IReadOnlyList<ThresholdCounts> Counts, DateTimeOffset Time) : SummaryEvent(Tag, Step, Time);
