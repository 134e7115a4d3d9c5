using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>All 27 weight rows of a 3x3 kernel over 3 channels x 1 vector of output channels, accumulated in registers.</summary>
/// <remarks>
/// For a picture's first convolution: each gradient is loaded once for the whole kernel. Register plan: 27 accumulators, 1
/// of output gradient, 1 broadcast input: 29. See <see cref="GradientTile"/> for the formula.
/// </remarks>
internal static unsafe class GradientTile27x1
{
    /// <summary>Kernel rows.</summary>
    public const int Rows = 3;

    /// <summary>Weight rows of a kernel row.</summary>
    public const int Depth = 9;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TSimd, TVector>(in GradientTile tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint step = tile.InputStride;
        nint gradientStride = tile.GradientStride;
        TVector a0 = TSimd.Broadcast(0f);
        TVector a1 = TSimd.Broadcast(0f);
        TVector a2 = TSimd.Broadcast(0f);
        TVector a3 = TSimd.Broadcast(0f);
        TVector a4 = TSimd.Broadcast(0f);
        TVector a5 = TSimd.Broadcast(0f);
        TVector a6 = TSimd.Broadcast(0f);
        TVector a7 = TSimd.Broadcast(0f);
        TVector a8 = TSimd.Broadcast(0f);
        TVector a9 = TSimd.Broadcast(0f);
        TVector a10 = TSimd.Broadcast(0f);
        TVector a11 = TSimd.Broadcast(0f);
        TVector a12 = TSimd.Broadcast(0f);
        TVector a13 = TSimd.Broadcast(0f);
        TVector a14 = TSimd.Broadcast(0f);
        TVector a15 = TSimd.Broadcast(0f);
        TVector a16 = TSimd.Broadcast(0f);
        TVector a17 = TSimd.Broadcast(0f);
        TVector a18 = TSimd.Broadcast(0f);
        TVector a19 = TSimd.Broadcast(0f);
        TVector a20 = TSimd.Broadcast(0f);
        TVector a21 = TSimd.Broadcast(0f);
        TVector a22 = TSimd.Broadcast(0f);
        TVector a23 = TSimd.Broadcast(0f);
        TVector a24 = TSimd.Broadcast(0f);
        TVector a25 = TSimd.Broadcast(0f);
        TVector a26 = TSimd.Broadcast(0f);

        for (int sample = 0; sample < tile.Samples; sample++)
        {
            for (int row = 0; row < tile.Rows; row++)
            {
                float* x0 = tile.Input + (sample * tile.InputSample) + (row * tile.InputRow);
                float* x1 = x0 + tile.KernelRow;
                float* x2 = x1 + tile.KernelRow;
                float* gradient = tile.Gradient + (sample * tile.GradientSample) + (row * tile.GradientRow);
                for (int pixel = 0; pixel < tile.Pixels; pixel++)
                {
                    TVector dy = TSimd.Load(gradient);
                    a0 = TSimd.MultiplyAdd(TSimd.Broadcast(x0[0]), dy, a0);
                    a1 = TSimd.MultiplyAdd(TSimd.Broadcast(x0[1]), dy, a1);
                    a2 = TSimd.MultiplyAdd(TSimd.Broadcast(x0[2]), dy, a2);
                    a3 = TSimd.MultiplyAdd(TSimd.Broadcast(x0[3]), dy, a3);
                    a4 = TSimd.MultiplyAdd(TSimd.Broadcast(x0[4]), dy, a4);
                    a5 = TSimd.MultiplyAdd(TSimd.Broadcast(x0[5]), dy, a5);
                    a6 = TSimd.MultiplyAdd(TSimd.Broadcast(x0[6]), dy, a6);
                    a7 = TSimd.MultiplyAdd(TSimd.Broadcast(x0[7]), dy, a7);
                    a8 = TSimd.MultiplyAdd(TSimd.Broadcast(x0[8]), dy, a8);
                    a9 = TSimd.MultiplyAdd(TSimd.Broadcast(x1[0]), dy, a9);
                    a10 = TSimd.MultiplyAdd(TSimd.Broadcast(x1[1]), dy, a10);
                    a11 = TSimd.MultiplyAdd(TSimd.Broadcast(x1[2]), dy, a11);
                    a12 = TSimd.MultiplyAdd(TSimd.Broadcast(x1[3]), dy, a12);
                    a13 = TSimd.MultiplyAdd(TSimd.Broadcast(x1[4]), dy, a13);
                    a14 = TSimd.MultiplyAdd(TSimd.Broadcast(x1[5]), dy, a14);
                    a15 = TSimd.MultiplyAdd(TSimd.Broadcast(x1[6]), dy, a15);
                    a16 = TSimd.MultiplyAdd(TSimd.Broadcast(x1[7]), dy, a16);
                    a17 = TSimd.MultiplyAdd(TSimd.Broadcast(x1[8]), dy, a17);
                    a18 = TSimd.MultiplyAdd(TSimd.Broadcast(x2[0]), dy, a18);
                    a19 = TSimd.MultiplyAdd(TSimd.Broadcast(x2[1]), dy, a19);
                    a20 = TSimd.MultiplyAdd(TSimd.Broadcast(x2[2]), dy, a20);
                    a21 = TSimd.MultiplyAdd(TSimd.Broadcast(x2[3]), dy, a21);
                    a22 = TSimd.MultiplyAdd(TSimd.Broadcast(x2[4]), dy, a22);
                    a23 = TSimd.MultiplyAdd(TSimd.Broadcast(x2[5]), dy, a23);
                    a24 = TSimd.MultiplyAdd(TSimd.Broadcast(x2[6]), dy, a24);
                    a25 = TSimd.MultiplyAdd(TSimd.Broadcast(x2[7]), dy, a25);
                    a26 = TSimd.MultiplyAdd(TSimd.Broadcast(x2[8]), dy, a26);
                    x0 += step;
                    x1 += step;
                    x2 += step;
                    gradient += gradientStride;
                }
            }
        }

        float* weights = tile.Weights;
        nint stride = tile.WeightStride;
        bool adds = tile.Adds;
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights), a0) : a0, weights);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + stride), a1) : a1, weights + stride);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (2 * stride)), a2) : a2, weights + (2 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (3 * stride)), a3) : a3, weights + (3 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (4 * stride)), a4) : a4, weights + (4 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (5 * stride)), a5) : a5, weights + (5 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (6 * stride)), a6) : a6, weights + (6 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (7 * stride)), a7) : a7, weights + (7 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (8 * stride)), a8) : a8, weights + (8 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (9 * stride)), a9) : a9, weights + (9 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (10 * stride)), a10) : a10, weights + (10 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (11 * stride)), a11) : a11, weights + (11 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (12 * stride)), a12) : a12, weights + (12 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (13 * stride)), a13) : a13, weights + (13 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (14 * stride)), a14) : a14, weights + (14 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (15 * stride)), a15) : a15, weights + (15 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (16 * stride)), a16) : a16, weights + (16 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (17 * stride)), a17) : a17, weights + (17 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (18 * stride)), a18) : a18, weights + (18 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (19 * stride)), a19) : a19, weights + (19 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (20 * stride)), a20) : a20, weights + (20 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (21 * stride)), a21) : a21, weights + (21 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (22 * stride)), a22) : a22, weights + (22 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (23 * stride)), a23) : a23, weights + (23 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (24 * stride)), a24) : a24, weights + (24 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (25 * stride)), a25) : a25, weights + (25 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (26 * stride)), a26) : a26, weights + (26 * stride));
    }
}
