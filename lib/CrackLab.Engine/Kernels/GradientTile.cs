using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>Register tiles of a weight gradient: up to 12 weight rows (27 of a picture's first convolution) x one or two vectors of channels.</summary>
/// <remarks>
/// <para>
/// Weights[k, f] (+)= sum over n &lt; Samples, r &lt; Rows, p &lt; Pixels of
/// Input[n * InputSample + r * InputRow + p * InputStride + k] * Gradient[n * GradientSample + r * GradientRow + p * GradientStride + f].
/// </para>
/// <para>
/// k runs over (kernel column, channel), side by side in NHWC memory. Pixels are added in the order (n, r, p). Where fewer
/// than a tile's weight rows are valid, the tile computes all of them, reading up to 11 floats past the input, and
/// stores the valid ones: buffers carry that slack (see <see cref="Tensors.AlignedBuffer"/>). Strides count floats.
/// </para>
/// </remarks>
internal unsafe struct GradientTile
{
    public float* Input;

    public nint InputStride;

    public nint InputRow;

    public nint InputSample;

    /// <summary>From the input of a kernel row to the input of the next.</summary>
    public nint KernelRow;

    /// <summary>Kernel rows, each <c>depth</c> weight rows behind the other.</summary>
    public int KernelRows;

    public float* Gradient;

    public nint GradientStride;

    public nint GradientRow;

    public nint GradientSample;

    public int Samples;

    /// <summary>Output rows of a sample.</summary>
    public int Rows;

    /// <summary>Output pixels in a row.</summary>
    public int Pixels;

    public float* Weights;

    public nint WeightStride;

    /// <summary>Whether to add to what Weights holds, or to overwrite it.</summary>
    public bool Adds;

    /// <summary>Weight rows to store.</summary>
    public int ValidRows;

    /// <summary>Computes all kernel rows of <paramref name="depth"/> weight rows x <paramref name="channels"/> output channels (whole vectors), a column of tiles at a time.</summary>
    public readonly void Run<TSimd, TVector>(int depth, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (channels == TSimd.Width && TSimd.HasManyRegisters && (KernelRows, depth) == (GradientTile27x1.Rows, GradientTile27x1.Depth))
        {
            GradientTile27x1.Run<TSimd, TVector>(this);
            return;
        }

        for (int row = 0; row < KernelRows; row++)
        {
            GradientTile tile = this;
            tile.Input += row * KernelRow;
            tile.Weights += row * depth * WeightStride;
            tile.RunKernelRow<TSimd, TVector>(depth, channels);
        }
    }

    /// <summary>Computes one kernel row, a row of tiles at a time: for weights that do not fit the cache and few pixels.</summary>
    public readonly void RunByRows<TSimd, TVector>(int depth, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int tall = TSimd.HasManyRegisters ? 12 : 6;
        for (int k = 0; k < depth; k += tall)
        {
            for (int f = 0; f < channels;)
            {
                bool two = channels - f >= 2 * TSimd.Width;
                RunTile<TSimd, TVector>(k, f, Math.Min(tall, depth - k), two, tall);
                f += two ? 2 * TSimd.Width : TSimd.Width;
            }
        }
    }

    private readonly void RunKernelRow<TSimd, TVector>(int depth, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int f = 0; f < channels;)
        {
            bool two = channels - f >= 2 * TSimd.Width;
            int tall = !two ? 12 : !TSimd.HasManyRegisters ? 6 : depth % 12 != 0 && depth % 8 == 0 ? 8 : 12;
            for (int k = 0; k < depth; k += tall)
            {
                RunTile<TSimd, TVector>(k, f, Math.Min(tall, depth - k), two, tall);
            }

            f += two ? 2 * TSimd.Width : TSimd.Width;
        }
    }

    private readonly void RunTile<TSimd, TVector>(int k, int f, int validRows, bool two, int tall)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        GradientTile tile = this;
        tile.Input += k;
        tile.Gradient += f;
        tile.Weights += (k * WeightStride) + f;
        tile.ValidRows = validRows;
        if (!two)
        {
            GradientTile12x1.Run<TSimd, TVector>(tile);
        }
        else if (tall == 8)
        {
            GradientTile8x2.Run<TSimd, TVector>(tile);
        }
        else if (TSimd.HasManyRegisters)
        {
            GradientTile12x2.Run<TSimd, TVector>(tile);
        }
        else
        {
            GradientTile6x2.Run<TSimd, TVector>(tile);
        }
    }
}
