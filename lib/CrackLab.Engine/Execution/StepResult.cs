namespace CrackLab.Engine.Execution;

/// <summary>What one step came to.</summary>
/// <param name="LossSum">Sum of the samples' losses.</param>
/// <param name="Correct">Samples classified right.</param>
public readonly record struct StepResult(double LossSum, int Correct);
