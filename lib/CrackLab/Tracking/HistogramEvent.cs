namespace CrackLab.Tracking;

/// <summary>A histogram in an event file.</summary>
/// <param name="Tag">What is counted, for example "weights/conv2d/kernel".</param>
/// <param name="Step">When, on the axis of steps.</param>
/// <param name="Histogram">The counts.</param>
/// <param name="Time">When it was written.</param>
public sealed record HistogramEvent(string Tag, long Step, Histogram Histogram, DateTimeOffset Time) : SummaryEvent(Tag, Step, Time);
