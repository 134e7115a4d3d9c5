using CrackLab.Engine.Execution;
using CrackLab.Engine.Tensors;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp;

/// <summary>Brings batches to the device through memory that is taken once.</summary>
/// <param name="shape">Shape of one sample.</param>
/// <param name="batchSize">Most samples in one call.</param>
/// <param name="device">Where to compute.</param>
internal sealed class InputStage(Shape shape, int batchSize, torch.Device device) : IDisposable
{
    private Tensor? _bytes;
    private Tensor? _floats;

    /// <summary>A batch as float32: (N, channels, height, width) in channels_last, or (N, features).</summary>
    /// <param name="input">A batch that fits.</param>
    public Tensor Load(ModelInput input)
    {
        Tensor staged;
        if (input.Bytes.IsEmpty)
        {
            _floats ??= Take(torch.ScalarType.Float32);
            input.Floats.CopyTo(HostMemory.Floats(_floats));
            staged = _floats;
        }
        else
        {
            _bytes ??= Take(torch.ScalarType.Byte);
            input.Bytes.CopyTo(_bytes.bytes);
            staged = _bytes;
        }

        long count = input.Count;
        Tensor batch = staged.narrow(0, 0, count * shape.Size);
        Tensor x = shape.IsFlat
            ? batch.view(count, shape.Size)
            : batch.view(count, shape.Height, shape.Width, shape.Channels).permute(0, 3, 1, 2);
        return x.to(device, non_blocking: true).to(torch.ScalarType.Float32);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes?.Dispose();
        _floats?.Dispose();
    }

    private Tensor Take(torch.ScalarType type)
    {
        Tensor memory = torch.empty([(long)batchSize * shape.Size], type);
        Tensor taken = device.type == DeviceType.CUDA ? memory.pin_memory() : memory;
        return taken.DetachFromDisposeScope();
    }
}
