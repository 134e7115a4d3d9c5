namespace CrackLab.Tracking;

/// <summary>One value on a curve of an event file.</summary>
/// <param name="Tag">Name of the curve, for example "epoch_loss".</param>
/// <param name="Step">Place on the curve.</param>
/// <param name="Value">The value.</param>
/// <param name="Time">When it was written.</param>
public sealed record ScalarEvent(string Tag, long Step, float Value, DateTimeOffset Time) : SummaryEvent(Tag, Step, Time);
