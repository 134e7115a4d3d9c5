using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>12 weight rows x 1 vector of output channels of a weight gradient, accumulated in registers.</summary>
/// <remarks>Register plan: 12 accumulators, 1 of output gradient, 1 broadcast input: 14. See <see cref="GradientTile"/> for the formula.</remarks>
internal static unsafe class GradientTile12x1
{
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

        for (int sample = 0; sample < tile.Samples; sample++)
        {
            for (int row = 0; row < tile.Rows; row++)
            {
                float* input = tile.Input + (sample * tile.InputSample) + (row * tile.InputRow);
                float* gradient = tile.Gradient + (sample * tile.GradientSample) + (row * tile.GradientRow);
                for (int pixel = 0; pixel < tile.Pixels; pixel++)
                {
                    TVector d = TSimd.Load(gradient);
                    TVector x = TSimd.Broadcast(input[0]);
                    a0 = TSimd.MultiplyAdd(x, d, a0);
                    x = TSimd.Broadcast(input[1]);
                    a1 = TSimd.MultiplyAdd(x, d, a1);
                    x = TSimd.Broadcast(input[2]);
                    a2 = TSimd.MultiplyAdd(x, d, a2);
                    x = TSimd.Broadcast(input[3]);
                    a3 = TSimd.MultiplyAdd(x, d, a3);
                    x = TSimd.Broadcast(input[4]);
                    a4 = TSimd.MultiplyAdd(x, d, a4);
                    x = TSimd.Broadcast(input[5]);
                    a5 = TSimd.MultiplyAdd(x, d, a5);
                    x = TSimd.Broadcast(input[6]);
                    a6 = TSimd.MultiplyAdd(x, d, a6);
                    x = TSimd.Broadcast(input[7]);
                    a7 = TSimd.MultiplyAdd(x, d, a7);
                    x = TSimd.Broadcast(input[8]);
                    a8 = TSimd.MultiplyAdd(x, d, a8);
                    x = TSimd.Broadcast(input[9]);
                    a9 = TSimd.MultiplyAdd(x, d, a9);
                    x = TSimd.Broadcast(input[10]);
                    a10 = TSimd.MultiplyAdd(x, d, a10);
                    x = TSimd.Broadcast(input[11]);
                    a11 = TSimd.MultiplyAdd(x, d, a11);
                    input += step;
                    gradient += gradientStride;
                }
            }
        }

        float* weights = tile.Weights;
        nint stride = tile.WeightStride;
        bool adds = tile.Adds;
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights), a0) : a0, weights);

        if (tile.ValidRows == 1)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + stride), a1) : a1, weights + stride);

        if (tile.ValidRows == 2)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (2 * stride)), a2) : a2, weights + (2 * stride));

        if (tile.ValidRows == 3)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (3 * stride)), a3) : a3, weights + (3 * stride));

        if (tile.ValidRows == 4)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (4 * stride)), a4) : a4, weights + (4 * stride));

        if (tile.ValidRows == 5)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (5 * stride)), a5) : a5, weights + (5 * stride));

        if (tile.ValidRows == 6)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (6 * stride)), a6) : a6, weights + (6 * stride));

        if (tile.ValidRows == 7)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (7 * stride)), a7) : a7, weights + (7 * stride));

        if (tile.ValidRows == 8)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (8 * stride)), a8) : a8, weights + (8 * stride));

        if (tile.ValidRows == 9)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (9 * stride)), a9) : a9, weights + (9 * stride));

        if (tile.ValidRows == 10)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (10 * stride)), a10) : a10, weights + (10 * stride));

        if (tile.ValidRows == 11)
        {
            return;
        }

        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (11 * stride)), a11) : a11, weights + (11 * stride));
    }
}
