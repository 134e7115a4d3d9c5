namespace CrackLab.Tracking;

/// <summary>A model's graph in an event file; its tag is empty.</summary>
/// <param name="Step">When, on the axis of steps.</param>
/// <param name="Nodes">The nodes, in the order of writing.</param>
/// <param name="Time">When it was written.</param>
public sealed record GraphEvent(long Step, IReadOnlyList<GraphNode> Nodes, DateTimeOffset Time) : SummaryEvent("", Step, Time);
