using CrackLab.Engine.Layers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>GlobalAveragePooling2D: y[c] = mean over pixels of x[pixel, c]; dx[pixel, c] = dy[c] / pixels.</summary>
internal sealed unsafe class GlobalAveragePoolingOperation<TSimd, TVector>(GlobalAveragePooling2D layer, Shape input)
    : Operation(input, layer.OutputShape(input))
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly int _pixels = input.Height * input.Width;

    /// <inheritdoc/>
    public override void Forward(Pass pass, float* x, float* y)
    {
        new Span<float>(y, pass.Count * Output.Size).Clear();
        for (int n = 0; n < pass.Count; n++)
        {
            float* sums = y + ((nint)n * Output.Size);
            ChannelKernels<TSimd, TVector>.AddSum(x + ((nint)n * Input.Size), Input.Channels, _pixels, sums);
            for (int c = 0; c < Input.Channels; c++)
            {
                sums[c] /= _pixels;
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(Pass pass, float* x, float* y, float* dy, float* dx)
    {
        if (dx is null)
        {
            return;
        }

        for (int n = 0; n < pass.Count; n++)
        {
            for (int pixel = 0; pixel < _pixels; pixel++)
            {
                for (int c = 0; c < Input.Channels; c++)
                {
                    *dx++ = dy[((nint)n * Output.Size) + c] / _pixels;
                }
            }
        }
    }
}
