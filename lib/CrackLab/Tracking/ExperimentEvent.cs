namespace CrackLab.Tracking;

/// <summary>Which settings and figures runs are compared by.</summary>
/// <param name="Tag">"_hparams_/experiment".</param>
/// <param name="Step">When, on the axis of steps.</param>
/// <param name="HyperParameters">Names of the settings.</param>
/// <param name="Metrics">The curves: the run's folder below the session's, and the tag.</param>
/// <param name="Time">When it was written.</param>
public sealed record ExperimentEvent(
    string Tag, long Step, IReadOnlyList<string> HyperParameters, IReadOnlyList<(string Group, string Tag)> Metrics, DateTimeOffset Time)
    : SummaryEvent(Tag, Step, Time);
