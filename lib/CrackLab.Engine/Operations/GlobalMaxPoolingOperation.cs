using CrackLab.Engine.Layers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>GlobalMaxPooling2D: y[c] = max over pixels of x[pixel, c]; the gradient goes to the first pixel that holds it.</summary>
internal sealed unsafe class GlobalMaxPoolingOperation<TSimd, TVector>(GlobalMaxPooling2D layer, Shape input)
    : Operation(input, layer.OutputShape(input))
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly int _pixels = input.Height * input.Width;

    /// <inheritdoc/>
    public override void Forward(Pass pass, float* x, float* y)
    {
        int channels = Input.Channels;
        for (int n = 0; n < pass.Count; n++)
        {
            new ReadOnlySpan<float>(x, channels).CopyTo(new Span<float>(y, channels));
            for (int pixel = 0; pixel < _pixels; pixel++)
            {
                int c = 0;
                for (; c <= channels - TSimd.Width; c += TSimd.Width)
                {
                    TSimd.Store(TSimd.Max(TSimd.Load(y + c), TSimd.Load(x + c)), y + c);
                }

                for (; c < channels; c++)
                {
                    y[c] = Math.Max(y[c], x[c]);
                }

                x += channels;
            }

            y += channels;
        }
    }

    /// <inheritdoc/>
    public override void Backward(Pass pass, float* x, float* y, float* dy, float* dx)
    {
        if (dx is null)
        {
            return;
        }

        new Span<float>(dx, pass.Count * Input.Size).Clear();
        for (int n = 0; n < pass.Count; n++)
        {
            nint start = (nint)n * Input.Size;
            for (int c = 0; c < Input.Channels; c++)
            {
                nint at = start + c;
                nint end = start + Input.Size;
                float largest = y[(n * Output.Size) + c];
                while (at < end && x[at] != largest)
                {
                    at += Input.Channels;
                }

                if (at < end)
                {
                    dx[at] = dy[(n * Output.Size) + c];
                }
            }
        }
    }
}
