using System.Text.Json.Nodes;

namespace CrackLab.Tracking;

/// <summary>The settings that a session of training began with.</summary>
/// <param name="Tag">"_hparams_/session_start_info".</param>
/// <param name="Step">When, on the axis of steps.</param>
/// <param name="Settings">Numbers, texts and truths by name.</param>
/// <param name="Group">Sessions with the same settings are of one group.</param>
/// <param name="Started">When the session began.</param>
/// <param name="Time">When it was written.</param>
public sealed record SessionStartEvent(
    string Tag, long Step, JsonObject Settings, string Group, DateTimeOffset Started, DateTimeOffset Time) : SummaryEvent(Tag, Step, Time);
