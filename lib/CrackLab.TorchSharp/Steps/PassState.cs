namespace CrackLab.TorchSharp.Steps;

/// <summary>What one run through the layers shares.</summary>
/// <param name="IsTraining">Whether batch statistics and dropout apply.</param>
/// <param name="Count">Samples in this batch.</param>
/// <param name="Seed">Where dropout's random numbers come from.</param>
/// <param name="Number">Steps of training done before this one.</param>
internal readonly record struct PassState(bool IsTraining, int Count, int Seed = 0, long Number = 0);
