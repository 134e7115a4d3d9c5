namespace CrackLab.Tracking;

/// <summary>One thing that an event file tells: a value of a tag at a step.</summary>
/// <param name="Tag">Name of the curve, histogram or picture, for example "epoch_loss".</param>
/// <param name="Step">Place on the curve; Keras counts epochs from 0.</param>
/// <param name="Time">When it was written.</param>
public abstract record SummaryEvent(string Tag, long Step, DateTimeOffset Time);
