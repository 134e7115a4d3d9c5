namespace CrackLab.Tracking;

/// <summary>Something that an event file of a run tells.</summary>
/// <param name="Run">Name of the run: the folder of its files, such as "train".</param>
/// <param name="Event">What it tells.</param>
public sealed record RunEvent(string Run, SummaryEvent Event);
