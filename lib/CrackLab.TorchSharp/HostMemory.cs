using System.Runtime.InteropServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp;

/// <summary>Values between .NET's memory and tensors.</summary>
internal static class HostMemory
{
    /// <summary>The floats of a tensor that lies in the host's memory, in the order of its memory.</summary>
    /// <param name="tensor">A contiguous float32 tensor on the CPU.</param>
    public static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>Copies a tensor's values in the order of its dimensions.</summary>
    /// <param name="tensor">A float32 tensor anywhere.</param>
    /// <param name="target">Receives them.</param>
    public static void Read(Tensor tensor, Span<float> target)
    {
        using Tensor host = tensor.cpu();
        using Tensor plain = host.contiguous();
        Floats(plain).CopyTo(target);
        GC.KeepAlive(plain);
    }

    /// <summary>A tensor on the CPU with a copy of values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="dimensions">Its dimensions.</param>
    public static Tensor From(ReadOnlySpan<float> values, params long[] dimensions)
    {
        Tensor tensor = torch.empty(dimensions, torch.ScalarType.Float32);
        values.CopyTo(Floats(tensor));
        return tensor;
    }
}
