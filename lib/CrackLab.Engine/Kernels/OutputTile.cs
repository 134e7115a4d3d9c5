using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>One register tile of a convolution or matrix product: a few pixels x one or two vectors of channels.</summary>
/// <remarks>
/// <para>
/// out[p, f] = max(Floor, Start[p, f] + sum over r &lt; Rows, k &lt; Depth of Input[r * InputRow + p * InputStride + k] * Weights[(r * Depth + k), f]).
/// </para>
/// <para>
/// For a convolution over NHWC, r is the kernel's row and k runs over (kernel column, channel), which lie side by side
/// in memory; for a dense layer there is one row, and pixels are the samples of a batch. Terms are added in the order
/// (r, k) for every tile shape, so a pixel's bits do not depend on the tile that made it.
/// </para>
/// <para>Strides count floats. Output channels are a whole number of vectors.</para>
/// </remarks>
internal unsafe struct OutputTile
{
    /// <summary>First input value of the first pixel.</summary>
    public float* Input;

    /// <summary>From a pixel to the next one along the output row.</summary>
    public nint InputStride;

    /// <summary>From a kernel row to the next.</summary>
    public nint InputRow;

    /// <summary>(Rows, Depth, WeightStride) weights.</summary>
    public float* Weights;

    public nint WeightStride;

    /// <summary>Kernel rows.</summary>
    public int Rows;

    /// <summary>Kernel columns x input channels.</summary>
    public int Depth;

    /// <summary>What sums begin with: the bias (StartStride 0) or the output itself, to go on adding.</summary>
    public float* Start;

    public nint StartStride;

    /// <summary>0 for ReLU, negative infinity for none.</summary>
    public float Floor;

    public float* Output;

    public nint OutputStride;

    /// <summary>Tiles side by side that one call of the widest shapes computes.</summary>
    public int Repeats;

    /// <summary>Computes a row of pixels, all output channels.</summary>
    /// <param name="pixels">Pixels of the row.</param>
    /// <param name="channels">Output channels, a multiple of the vector's width.</param>
    public readonly void RunChannels<TSimd, TVector>(int pixels, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int f = 0; f < channels;)
        {
            bool two = channels - f >= 2 * TSimd.Width;
            OutputTile tile = this;
            tile.Weights += f;
            tile.Start += f;
            tile.Output += f;
            tile.RunRow<TSimd, TVector>(pixels, two);
            f += two ? 2 * TSimd.Width : TSimd.Width;
        }
    }

    /// <summary>Computes <paramref name="pixels"/> pixels of 1 or 2 vectors of channels.</summary>
    /// <remarks>
    /// The last tile of a row overlaps the one before it where the row is wide enough: its pixels get the same bits
    /// twice. That is only allowed where Start is not the output, so adding rows go on with narrower tiles instead.
    /// </remarks>
    private readonly void RunRow<TSimd, TVector>(int pixels, bool two)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int widest = (two ? 12 : 24) / (TSimd.HasManyRegisters ? 1 : 2);
        bool mayOverlap = Start != Output;
        int done = 0;
        while (done < pixels)
        {
            int left = pixels - done;
            int size = TileFor(left, widest, two);
            if (size <= left)
            {
                int repeats = size == widest ? left / size : 1;
                At(done, repeats).RunTile<TSimd, TVector>(size, two);
                done += repeats * size;
                continue;
            }

            // size > left: one tile that reaches back over finished pixels.
            if (mayOverlap && pixels >= size)
            {
                At(pixels - size, 1).RunTile<TSimd, TVector>(size, two);
                done = pixels;
                continue;
            }

            size = left >= 4 ? 4 : 1;
            At(done, 1).RunTile<TSimd, TVector>(size, two);
            done += size;
        }
    }

    private static int TileFor(int left, int widest, bool two) => left switch
    {
        1 => 1,
        <= 4 => 4,
        <= 6 when two && widest == 6 => 6,
        <= 8 when two && widest == 12 => 8,
        < 24 when !two => 12,
        _ => widest,
    };

    private readonly OutputTile At(int pixel, int repeats)
    {
        OutputTile moved = this;
        moved.Input += pixel * InputStride;
        moved.Start += pixel * StartStride;
        moved.Output += pixel * OutputStride;
        moved.Repeats = repeats;
        return moved;
    }

    private readonly void RunTile<TSimd, TVector>(int pixels, bool two)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        switch (pixels, two)
        {
            case (12, true): OutputTile12x2.Run<TSimd, TVector>(this); break;
            case (8, true): OutputTile8x2.Run<TSimd, TVector>(this); break;
            case (6, true): OutputTile6x2.Run<TSimd, TVector>(this); break;
            case (4, true): OutputTile4x2.Run<TSimd, TVector>(this); break;
            case (1, true): OutputTile1x2.Run<TSimd, TVector>(this); break;
            case (24, false): OutputTile24x1.Run<TSimd, TVector>(this); break;
            case (12, false): OutputTile12x1.Run<TSimd, TVector>(this); break;
            case (4, false): OutputTile4x1.Run<TSimd, TVector>(this); break;
            default: OutputTile1x1.Run<TSimd, TVector>(this); break;
        }
    }
}
