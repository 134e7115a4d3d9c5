namespace CrackLab.Tracking;

/// <summary>Text in an event file.</summary>
/// <param name="Tag">What it is about.</param>
/// <param name="Step">When, on the axis of steps.</param>
/// <param name="Texts">The texts, markdown; a lone one as a rule.</param>
/// <param name="Time">When it was written.</param>
public sealed record TextEvent(string Tag, long Step, IReadOnlyList<string> Texts, DateTimeOffset Time) : SummaryEvent(Tag, Step, Time);
