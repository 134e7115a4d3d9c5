using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp.Steps;

/// <summary>A layer without weights that does the same in training and prediction.</summary>
/// <param name="function">What it does.</param>
internal sealed class FunctionStep(Func<Tensor, Tensor> function) : IStep
{
    /// <inheritdoc/>
    public Tensor Forward(Tensor x, PassState pass) => function(x);
}
