using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Winograd;

/// <summary>U = G g Gt of 3x3 kernels g, and the way back for their gradients, dg = Gt dU G.</summary>
/// <remarks>G = [1 0 0; 1/2 1/2 1/2; 1/2 -1/2 1/2; 0 0 1]. g (3, 3, C, F), U (4, 4, C, F); one vector along (C, F) at a time.</remarks>
internal static unsafe class KernelTransform<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>U from g, a stretch of each plane.</summary>
    /// <param name="kernel">Nine planes of weights.</param>
    /// <param name="transformed">Sixteen planes to write.</param>
    /// <param name="plane">Floats from a plane to the next.</param>
    /// <param name="length">Floats of the stretch, a whole number of vectors.</param>
    public static void Forward(float* kernel, float* transformed, nint plane, nint length)
    {
        for (nint i = 0; i < length; i += TSimd.Width)
        {
            SpreadColumn(kernel + i, plane, out TVector a0, out TVector b0, out TVector c0, out TVector d0);
            SpreadColumn(kernel + i + plane, plane, out TVector a1, out TVector b1, out TVector c1, out TVector d1);
            SpreadColumn(kernel + i + (2 * plane), plane, out TVector a2, out TVector b2, out TVector c2, out TVector d2);
            StoreRow(a0, a1, a2, transformed + i, plane);
            StoreRow(b0, b1, b2, transformed + i + (4 * plane), plane);
            StoreRow(c0, c1, c2, transformed + i + (8 * plane), plane);
            StoreRow(d0, d1, d2, transformed + i + (12 * plane), plane);
        }
    }

    /// <summary>dg from dU, a stretch of each plane.</summary>
    /// <param name="transformed">Sixteen planes.</param>
    /// <param name="transformedPlane">Floats from one to the next.</param>
    /// <param name="kernel">Nine planes to write.</param>
    /// <param name="kernelPlane">Floats from one to the next.</param>
    /// <param name="length">Floats of the stretch, a whole number of vectors.</param>
    public static void Backward(float* transformed, nint transformedPlane, float* kernel, nint kernelPlane, nint length)
    {
        for (nint i = 0; i < length; i += TSimd.Width)
        {
            float* u = transformed + i;
            GatherColumn(u, transformedPlane, out TVector a0, out TVector b0, out TVector c0);
            GatherColumn(u + transformedPlane, transformedPlane, out TVector a1, out TVector b1, out TVector c1);
            GatherColumn(u + (2 * transformedPlane), transformedPlane, out TVector a2, out TVector b2, out TVector c2);
            GatherColumn(u + (3 * transformedPlane), transformedPlane, out TVector a3, out TVector b3, out TVector c3);
            StoreGathered(a0, a1, a2, a3, kernel + i, kernelPlane);
            StoreGathered(b0, b1, b2, b3, kernel + i + (3 * kernelPlane), kernelPlane);
            StoreGathered(c0, c1, c2, c3, kernel + i + (6 * kernelPlane), kernelPlane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SpreadColumn(float* g, nint plane, out TVector u0, out TVector u1, out TVector u2, out TVector u3) =>
        Spread(TSimd.Load(g), TSimd.Load(g + (3 * plane)), TSimd.Load(g + (6 * plane)), out u0, out u1, out u2, out u3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(TVector g0, TVector g1, TVector g2, float* row, nint plane)
    {
        Spread(g0, g1, g2, out TVector u0, out TVector u1, out TVector u2, out TVector u3);
        TSimd.Store(u0, row);
        TSimd.Store(u1, row + plane);
        TSimd.Store(u2, row + (2 * plane));
        TSimd.Store(u3, row + (3 * plane));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherColumn(float* u, nint plane, out TVector g0, out TVector g1, out TVector g2) => Gather(
        TSimd.Load(u), TSimd.Load(u + (4 * plane)), TSimd.Load(u + (8 * plane)), TSimd.Load(u + (12 * plane)), out g0, out g1, out g2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreGathered(TVector u0, TVector u1, TVector u2, TVector u3, float* row, nint plane)
    {
        Gather(u0, u1, u2, u3, out TVector g0, out TVector g1, out TVector g2);
        TSimd.Store(g0, row);
        TSimd.Store(g1, row + plane);
        TSimd.Store(g2, row + (2 * plane));
    }

    /// <summary>(4) = G (3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(
        TVector g0, TVector g1, TVector g2, out TVector u0, out TVector u1, out TVector u2, out TVector u3)
    {
        TVector half = TSimd.Broadcast(0.5f);
        TVector outer = TSimd.Add(g0, g2);
        u0 = g0;
        u1 = TSimd.Multiply(TSimd.Add(outer, g1), half);
        u2 = TSimd.Multiply(TSimd.Subtract(outer, g1), half);
        u3 = g2;
    }

    /// <summary>(3) = Gt (4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather(
        TVector u0, TVector u1, TVector u2, TVector u3, out TVector g0, out TVector g1, out TVector g2)
    {
        TVector half = TSimd.Broadcast(0.5f);
        TVector sum = TSimd.Multiply(TSimd.Add(u1, u2), half);
        g0 = TSimd.Add(u0, sum);
        g1 = TSimd.Multiply(TSimd.Subtract(u1, u2), half);
        g2 = TSimd.Add(sum, u3);
    }
}
