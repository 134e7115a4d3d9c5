using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Winograd;

/// <summary>D = A dy At of the 2x2 output gradients dy of a row of tiles.</summary>
/// <remarks>
/// A = [1 0; 1 1; 1 -1; 0 -1]. D (16 planes of (tiles, channels)); plane 5 is the sum of a tile's gradients. Register plan: 4
/// gradients, 8 half-transformed values, one vector of channels at a time.
/// </remarks>
internal static unsafe class GradientTransform
{
    /// <summary>The plane that holds each tile's sum.</summary>
    public const int SumPlane = 5;

    /// <summary>Transforms a row of tiles.</summary>
    /// <param name="rows">First gradient; two rows of 2 x tiles pixels, zeros where the picture ends before.</param>
    /// <param name="rowStride">Floats from a row to the next.</param>
    /// <param name="size">Tiles, and channels, a whole number of vectors.</param>
    /// <param name="planes">Where the first tile's values begin in the first plane.</param>
    /// <param name="planeStride">Floats from a plane to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TSimd, TVector>(float* rows, nint rowStride, (int Tiles, int Channels) size, float* planes, nint planeStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channels = size.Channels;
        for (int tile = 0; tile < size.Tiles; tile++)
        {
            for (nint c = 0; c < channels; c += TSimd.Width)
            {
                float* dy = rows + c;
                float* d = planes + c;
                TVector y0 = TSimd.Load(dy);
                TVector y1 = TSimd.Load(dy + channels);
                TVector y2 = TSimd.Load(dy + rowStride);
                TVector y3 = TSimd.Load(dy + rowStride + channels);
                TVector zero = TSimd.Broadcast(0);
                Row<TSimd, TVector>(y0, y1, d, planeStride);
                Row<TSimd, TVector>(TSimd.Add(y0, y2), TSimd.Add(y1, y3), d + (4 * planeStride), planeStride);
                Row<TSimd, TVector>(TSimd.Subtract(y0, y2), TSimd.Subtract(y1, y3), d + (8 * planeStride), planeStride);
                Row<TSimd, TVector>(TSimd.Subtract(zero, y2), TSimd.Subtract(zero, y3), d + (12 * planeStride), planeStride);
            }

            rows += 2 * channels;
            planes += channels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<TSimd, TVector>(TVector r0, TVector r1, float* d, nint planeStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TSimd.Store(r0, d);
        TSimd.Store(TSimd.Add(r0, r1), d + planeStride);
        TSimd.Store(TSimd.Subtract(r0, r1), d + (2 * planeStride));
        TSimd.Store(TSimd.Subtract(TSimd.Broadcast(0), r1), d + (3 * planeStride));
    }
}
