namespace CrackLab.Engine.Execution;

/// <summary>Where in training a step stands.</summary>
/// <param name="Number">Steps done before, counted from 0; with the seed it decides dropout.</param>
/// <param name="LearningRate">Learning rate of this step.</param>
public readonly record struct TrainStep(long Number, double LearningRate);
