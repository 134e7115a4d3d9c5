using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp.Steps;

/// <summary>One layer made ready: libtorch records what it does, and so can differentiate it.</summary>
internal interface IStep
{
    /// <summary>Computes the layer.</summary>
    /// <param name="x">(N, channels, height, width) in channels_last, or (N, features).</param>
    /// <param name="pass">What this run is for.</param>
    Tensor Forward(Tensor x, PassState pass);
}
