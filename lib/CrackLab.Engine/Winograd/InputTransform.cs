using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Winograd;

/// <summary>V = Bt d B of the 4x4 windows d of a row of tiles, a step of two pixels apart.</summary>
/// <remarks>
/// Bt = [1 0 -1 0; 0 1 1 0; 0 -1 1 0; 0 1 0 -1]. d (4 rows, pixels, channels), V (16 planes of (tiles, channels)). Register plan:
/// 16 values of a window, transformed in place, one vector of channels at a time.
/// </remarks>
internal static unsafe class InputTransform
{
    /// <summary>Transforms a row of tiles.</summary>
    /// <param name="rows">First value of the first window.</param>
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
                float* d = rows + c;
                float* v = planes + c;
                Column<TSimd, TVector>(d, rowStride, out TVector a0, out TVector b0, out TVector c0, out TVector d0);
                Column<TSimd, TVector>(d + channels, rowStride, out TVector a1, out TVector b1, out TVector c1, out TVector d1);
                Column<TSimd, TVector>(d + (2 * channels), rowStride, out TVector a2, out TVector b2, out TVector c2, out TVector d2);
                Column<TSimd, TVector>(d + (3 * channels), rowStride, out TVector a3, out TVector b3, out TVector c3, out TVector d3);
                Row<TSimd, TVector>(a0, a1, a2, a3, v, planeStride);
                Row<TSimd, TVector>(b0, b1, b2, b3, v + (4 * planeStride), planeStride);
                Row<TSimd, TVector>(c0, c1, c2, c3, v + (8 * planeStride), planeStride);
                Row<TSimd, TVector>(d0, d1, d2, d3, v + (12 * planeStride), planeStride);
            }

            rows += 2 * channels;
            planes += channels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<TSimd, TVector>(float* d, nint rowStride, out TVector t0, out TVector t1, out TVector t2, out TVector t3)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector d0 = TSimd.Load(d);
        TVector d1 = TSimd.Load(d + rowStride);
        TVector d2 = TSimd.Load(d + (2 * rowStride));
        TVector d3 = TSimd.Load(d + (3 * rowStride));
        t0 = TSimd.Subtract(d0, d2);
        t1 = TSimd.Add(d1, d2);
        t2 = TSimd.Subtract(d2, d1);
        t3 = TSimd.Subtract(d1, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<TSimd, TVector>(TVector t0, TVector t1, TVector t2, TVector t3, float* v, nint planeStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TSimd.Store(TSimd.Subtract(t0, t2), v);
        TSimd.Store(TSimd.Add(t1, t2), v + planeStride);
        TSimd.Store(TSimd.Subtract(t2, t1), v + (2 * planeStride));
        TSimd.Store(TSimd.Subtract(t1, t3), v + (3 * planeStride));
    }
}
