namespace CrackLab.Engine.Execution;

/// <summary>What one step came to.</summary>
/// <param name="LossSum">Sum of the samples' losses.</param>
/// <param name="Correct">Samples classified right.</param>
/// <param name="IsFinite">
/// Whether loss, weights, running statistics, moments and the running mean are all finite. Where the loss is not, the step
/// has left the weights as they were. <see cref="IEngineSession.FindFault"/> tells what is not.
/// </param>
public readonly record struct StepResult(double LossSum, int Correct, bool IsFinite);
