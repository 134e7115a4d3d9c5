namespace CrackLab.Tracking;

/// <summary>Pictures in an event file.</summary>
/// <param name="Tag">What they show.</param>
/// <param name="Step">When, on the axis of steps.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Files">The pictures as whole files, PNG as a rule.</param>
/// <param name="Time">When they were written.</param>
public sealed record ImageEvent(
    string Tag, long Step, int Width, int Height, IReadOnlyList<ReadOnlyMemory<byte>> Files, DateTimeOffset Time) : SummaryEvent(Tag, Step, Time);
