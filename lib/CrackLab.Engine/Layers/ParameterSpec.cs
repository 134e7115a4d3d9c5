using CrackLab.Engine.Initializers;

namespace CrackLab.Engine.Layers;

/// <summary>A weight tensor that a layer needs.</summary>
/// <param name="Name">Its name inside the layer: "kernel", "bias", "gamma" and so on.</param>
/// <param name="Dimensions">Its dimensions, in Keras order: (height, width, in, out) for a convolution's kernel.</param>
/// <param name="Initializer">How it begins.</param>
/// <param name="Trainable">Whether the optimizer changes it.</param>
public sealed record ParameterSpec(string Name, IReadOnlyList<int> Dimensions, Initializer Initializer, bool Trainable = true);
