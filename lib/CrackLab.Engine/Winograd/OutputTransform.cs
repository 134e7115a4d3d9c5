using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Winograd;

/// <summary>y = max(floor, At m A + bias) of 4x4 products m, the 2x2 outputs of a tile.</summary>
/// <remarks>At = [1 1 1 0; 0 1 -1 -1]. Register plan: 8 half-transformed values, 4 outputs, one vector of channels at a time.</remarks>
internal static unsafe class OutputTransform<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Writes one row of tiles as one or two rows of pixels.</summary>
    /// <param name="planes">Where the first tile's values begin in the first plane.</param>
    /// <param name="planeStride">Floats from a plane to the next.</param>
    /// <param name="bias">(channels) added.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    /// <param name="y">First pixel to write.</param>
    /// <param name="size">Width in pixels, rows to write (1 or 2), and channels, a whole number of vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store(float* planes, nint planeStride, float* bias, float floor, float* y, (int Width, int Rows, int Channels) size)
    {
        nint channels = size.Channels;
        float* below = y + (size.Width * channels);
        for (int pixel = 0; pixel < size.Width; pixel += 2)
        {
            bool isWhole = pixel + 1 < size.Width;
            for (nint c = 0; c < channels; c += TSimd.Width)
            {
                Tile(planes + c, planeStride, TSimd.Load(bias + c), TSimd.Broadcast(floor), out TVector y0, out TVector y1, out TVector y2, out TVector y3);
                TSimd.Store(y0, y + c);
                if (isWhole)
                {
                    TSimd.Store(y1, y + channels + c);
                }

                if (size.Rows == 2)
                {
                    TSimd.Store(y2, below + c);
                    if (isWhole)
                    {
                        TSimd.Store(y3, below + channels + c);
                    }
                }
            }

            planes += channels;
            y += 2 * channels;
            below += 2 * channels;
        }
    }

    /// <summary>Writes the largest output of each tile.</summary>
    /// <param name="planes">Where the first tile's values begin in the first plane.</param>
    /// <param name="planeStride">Floats from a plane to the next.</param>
    /// <param name="bias">(channels) added.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    /// <param name="y">(tiles, channels) receives the row.</param>
    /// <param name="choice">(tiles, channels) receives which output it was, as <see cref="Operations.ChoosingPooledRow{TSimd, TVector}"/> has it; or null.</param>
    /// <param name="size">Tiles, and channels, a whole number of vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StoreLargest(
        float* planes, nint planeStride, float* bias, float floor, float* y, byte* choice, (int Tiles, int Channels) size)
    {
        nint length = (nint)size.Tiles * size.Channels;
        nint c = 0;
        for (nint i = 0; i < length; i += TSimd.Width)
        {
            Tile(planes + i, planeStride, TSimd.Load(bias + c), TSimd.Broadcast(floor), out TVector y0, out TVector y1, out TVector y2, out TVector y3);
            TVector zero = TSimd.Broadcast(0);
            TVector largest = TSimd.Max(y0, y1);
            TVector chosen = TSimd.Select(TSimd.GreaterThan(y1, y0), TSimd.Broadcast(1), zero);
            chosen = TSimd.Select(TSimd.GreaterThan(y2, largest), TSimd.Broadcast(2), chosen);
            largest = TSimd.Max(largest, y2);
            chosen = TSimd.Select(TSimd.GreaterThan(y3, largest), TSimd.Broadcast(3), chosen);
            largest = TSimd.Max(largest, y3);
            TSimd.Store(largest, y + i);
            if (choice is not null)
            {
                TVector none = TSimd.Broadcast(Operations.ChoosingPooledRow<TSimd, TVector>.None);
                TSimd.StoreBytes(floor == 0 ? TSimd.Select(TSimd.GreaterThan(largest, zero), chosen, none) : chosen, choice + i);
            }

            c += TSimd.Width;
            c = c == size.Channels ? 0 : c;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(float* m, nint planeStride, TVector bias, TVector floor, out TVector y0, out TVector y1, out TVector y2, out TVector y3)
    {
        Column(m, planeStride, out TVector a0, out TVector b0);
        Column(m + planeStride, planeStride, out TVector a1, out TVector b1);
        Column(m + (2 * planeStride), planeStride, out TVector a2, out TVector b2);
        Column(m + (3 * planeStride), planeStride, out TVector a3, out TVector b3);
        y0 = TSimd.AtLeast(TSimd.Add(TSimd.Add(TSimd.Add(a0, a1), a2), bias), floor);
        y1 = TSimd.AtLeast(TSimd.Add(TSimd.Subtract(TSimd.Subtract(a1, a2), a3), bias), floor);
        y2 = TSimd.AtLeast(TSimd.Add(TSimd.Add(TSimd.Add(b0, b1), b2), bias), floor);
        y3 = TSimd.AtLeast(TSimd.Add(TSimd.Subtract(TSimd.Subtract(b1, b2), b3), bias), floor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column(float* m, nint planeStride, out TVector s0, out TVector s1)
    {
        TVector m0 = TSimd.Load(m);
        TVector m1 = TSimd.Load(m + (4 * planeStride));
        TVector m2 = TSimd.Load(m + (8 * planeStride));
        TVector m3 = TSimd.Load(m + (12 * planeStride));
        s0 = TSimd.Add(TSimd.Add(m0, m1), m2);
        s1 = TSimd.Subtract(TSimd.Subtract(m1, m2), m3);
    }
}
