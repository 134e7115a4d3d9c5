using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>ReLU as a layer of its own.</summary>
internal sealed unsafe class ReluOperation<TSimd, TVector>(Shape shape) : ElementOperation(shape)
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    protected override void ForwardSample(Pass pass, int sample, float* x, float* y)
    {
        TVector zero = TSimd.Broadcast(0);
        int i = 0;
        for (; i <= Input.Size - TSimd.Width; i += TSimd.Width)
        {
            TSimd.Store(TSimd.AtLeast(TSimd.Load(x + i), zero), y + i);
        }

        for (; i < Input.Size; i++)
        {
            y[i] = Math.Max(x[i], 0);
        }
    }

    protected override void BackwardSample(Pass pass, int sample, float* y, float* dy, float* dx)
    {
        new ReadOnlySpan<float>(dy, Input.Size).CopyTo(new Span<float>(dx, Input.Size));
        ChannelKernels<TSimd, TVector>.MaskByPositive(y, dx, Input.Size);
    }
}
