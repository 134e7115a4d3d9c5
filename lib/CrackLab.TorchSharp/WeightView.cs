using CrackLab.Engine;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp;

/// <summary>One weight's stretch of a flat tensor, and how it lies there.</summary>
/// <param name="Parameter">The model's weight.</param>
/// <param name="Offset">Its first value in the flat tensor.</param>
/// <remarks>
/// A convolution's kernel (height, width, in, out) lies as (out, height, width, in): what libtorch takes as (out, in,
/// height, width) in channels_last. Everything else lies as in the model.
/// </remarks>
internal sealed record WeightView(Parameter Parameter, long Offset)
{
    private bool IsKernel => Parameter.Dimensions.Count == 4;

    /// <summary>The weight as libtorch computes with it: a view of the flat tensor.</summary>
    /// <param name="flat">A tensor laid out as the weights.</param>
    public Tensor Of(Tensor flat) => IsKernel ? Stored(flat).permute(0, 3, 1, 2) : Stored(flat);

    /// <summary>Copies the values out, in the model's order.</summary>
    /// <param name="flat">A tensor laid out as the weights.</param>
    /// <param name="target">Receives them.</param>
    public void Read(Tensor flat, Span<float> target) => HostMemory.Read(IsKernel ? Stored(flat).permute(1, 2, 3, 0) : Stored(flat), target);

    /// <summary>Copies values in, given in the model's order.</summary>
    /// <param name="flat">A tensor laid out as the weights.</param>
    /// <param name="values">The values.</param>
    public void Write(Tensor flat, ReadOnlySpan<float> values)
    {
        Tensor host = HostMemory.From(values, [.. Parameter.Dimensions.Select(length => (long)length)]);
        Stored(flat).copy_(IsKernel ? host.permute(3, 0, 1, 2) : host);
    }

    private Tensor Stored(Tensor flat)
    {
        long[] dimensions = [.. Parameter.Dimensions.Select(length => (long)length)];
        return flat.narrow(0, Offset, Parameter.Length).view(
            IsKernel ? [dimensions[3], dimensions[0], dimensions[1], dimensions[2]] : dimensions);
    }
}
