namespace CrackLab.Engine.Execution;

/// <summary>A stretch of the flat buffer of weights that one piece of an optimizer's step changes.</summary>
/// <param name="Offset">First float.</param>
/// <param name="Length">Floats.</param>
/// <param name="Decays">Whether weight decay applies.</param>
internal readonly record struct OptimizerSegment(int Offset, int Length, bool Decays);
