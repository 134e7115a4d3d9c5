namespace CrackLab.Tracking;

/// <summary>A tensor that belongs to no kind of summary known here.</summary>
/// <param name="Tag">Its name.</param>
/// <param name="Step">When, on the axis of steps.</param>
/// <param name="Plugin">The part of TensorBoard that it is for; empty where the file does not say.</param>
/// <param name="Tensor">The values.</param>
/// <param name="Time">When it was written.</param>
public sealed record TensorEvent(string Tag, long Step, string Plugin, EventTensor Tensor, DateTimeOffset Time) : SummaryEvent(Tag, Step, Time);
