using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp.Steps;

/// <summary>Dropout, drawn on the host by the numbers that every engine draws.</summary>
/// <param name="layer">The layer.</param>
/// <param name="shape">Shape of one sample.</param>
/// <param name="number">Its place in the model.</param>
/// <param name="batchSize">Most samples in one call.</param>
internal sealed class DropoutStep(Dropout layer, Shape shape, int number, int batchSize) : IStep, IDisposable
{
    private readonly Tensor _factors = torch.zeros([(long)batchSize * shape.Size], torch.ScalarType.Float32).DetachFromDisposeScope();

    /// <inheritdoc/>
    public Tensor Forward(Tensor x, PassState pass)
    {
        if (!pass.IsTraining)
        {
            return x;
        }

        Draw(pass);
        long count = pass.Count;
        Tensor batch = _factors.narrow(0, 0, count * shape.Size);
        Tensor factors = shape.IsFlat
            ? batch.view(count, shape.Size)
            : batch.view(count, shape.Height, shape.Width, shape.Channels).permute(0, 3, 1, 2);
        return x * factors.to(x.dtype, x.device);
    }

    /// <inheritdoc/>
    public void Dispose() => _factors.Dispose();

    private void Draw(PassState pass)
    {
        float scale = DropoutStream.Scale(layer);
        Span<float> factors = HostMemory.Floats(_factors);
        for (int sample = 0; sample < pass.Count; sample++)
        {
            var stream = new DropoutStream(layer, number, pass.Seed, pass.Number, sample);
            foreach (ref float factor in factors.Slice(sample * shape.Size, shape.Size))
            {
                factor = stream.DropsNext() ? 0 : scale;
            }
        }
    }
}
