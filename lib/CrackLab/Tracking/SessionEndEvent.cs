namespace CrackLab.Tracking;

/// <summary>How a session of training ended.</summary>
/// <param name="Tag">"_hparams_/session_end_info".</param>
/// <param name="Step">When, on the axis of steps.</param>
/// <param name="Status">Finished, Failed, or Running where the file does not say.</param>
/// <param name="Ended">When the session ended.</param>
/// <param name="Time">When it was written.</param>
public sealed record SessionEndEvent(string Tag, long Step, RunStatus Status, DateTimeOffset Ended, DateTimeOffset Time) : SummaryEvent(Tag, Step, Time);
