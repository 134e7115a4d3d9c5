namespace CrackLab.Tracking;

/// <summary>A place on a line of a run.</summary>
/// <param name="Step">Epoch counted from 1; for curves that are not one value an epoch, the step as it was written.</param>
/// <param name="Value">The value; may be infinite or not a number.</param>
public readonly record struct RunPoint(double Step, double Value);
