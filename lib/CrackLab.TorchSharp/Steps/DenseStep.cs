using CrackLab.Engine.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp.Steps;

/// <summary>Dense; a Sigmoid or Softmax at the model's end is left to the head, so that logits come out.</summary>
/// <param name="layer">The layer.</param>
/// <param name="kernel">(in, out) weights.</param>
/// <param name="bias">(out) values, or <see langword="null"/>.</param>
/// <param name="type">What is multiplied.</param>
internal sealed class DenseStep(Dense layer, Tensor kernel, Tensor? bias, torch.ScalarType type) : IStep
{
    /// <inheritdoc/>
    public Tensor Forward(Tensor x, PassState pass)
    {
        Tensor input = x.to(type);
        Tensor weights = kernel.to(type);
        Tensor y = bias is null ? input.matmul(weights) : bias.to(type).addmm(input, weights);
        return layer.Activation == Activation.Relu ? torch.nn.functional.relu(y, inplace: true) : y;
    }
}
