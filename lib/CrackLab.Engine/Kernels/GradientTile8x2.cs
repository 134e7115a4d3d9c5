using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>8 weight rows x 2 vectors of output channels of a weight gradient, accumulated in registers; computes whole tiles alone.</summary>
/// <remarks>Register plan: 16 accumulators, 2 of output gradient, 1 broadcast input: 19. See <see cref="GradientTile"/> for the formula.</remarks>
internal static unsafe class GradientTile8x2
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TSimd, TVector>(in GradientTile tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        nint step = tile.InputStride;
        nint gradientStride = tile.GradientStride;
        TVector a0x = TSimd.Broadcast(0f);
        TVector a0y = TSimd.Broadcast(0f);
        TVector a1x = TSimd.Broadcast(0f);
        TVector a1y = TSimd.Broadcast(0f);
        TVector a2x = TSimd.Broadcast(0f);
        TVector a2y = TSimd.Broadcast(0f);
        TVector a3x = TSimd.Broadcast(0f);
        TVector a3y = TSimd.Broadcast(0f);
        TVector a4x = TSimd.Broadcast(0f);
        TVector a4y = TSimd.Broadcast(0f);
        TVector a5x = TSimd.Broadcast(0f);
        TVector a5y = TSimd.Broadcast(0f);
        TVector a6x = TSimd.Broadcast(0f);
        TVector a6y = TSimd.Broadcast(0f);
        TVector a7x = TSimd.Broadcast(0f);
        TVector a7y = TSimd.Broadcast(0f);

        for (int sample = 0; sample < tile.Samples; sample++)
        {
            for (int row = 0; row < tile.Rows; row++)
            {
                float* input = tile.Input + (sample * tile.InputSample) + (row * tile.InputRow);
                float* gradient = tile.Gradient + (sample * tile.GradientSample) + (row * tile.GradientRow);
                for (int pixel = 0; pixel < tile.Pixels; pixel++)
                {
                    TVector dx = TSimd.Load(gradient);
                    TVector dy = TSimd.Load(gradient + width);
                    TVector x = TSimd.Broadcast(input[0]);
                    a0x = TSimd.MultiplyAdd(x, dx, a0x);
                    a0y = TSimd.MultiplyAdd(x, dy, a0y);
                    x = TSimd.Broadcast(input[1]);
                    a1x = TSimd.MultiplyAdd(x, dx, a1x);
                    a1y = TSimd.MultiplyAdd(x, dy, a1y);
                    x = TSimd.Broadcast(input[2]);
                    a2x = TSimd.MultiplyAdd(x, dx, a2x);
                    a2y = TSimd.MultiplyAdd(x, dy, a2y);
                    x = TSimd.Broadcast(input[3]);
                    a3x = TSimd.MultiplyAdd(x, dx, a3x);
                    a3y = TSimd.MultiplyAdd(x, dy, a3y);
                    x = TSimd.Broadcast(input[4]);
                    a4x = TSimd.MultiplyAdd(x, dx, a4x);
                    a4y = TSimd.MultiplyAdd(x, dy, a4y);
                    x = TSimd.Broadcast(input[5]);
                    a5x = TSimd.MultiplyAdd(x, dx, a5x);
                    a5y = TSimd.MultiplyAdd(x, dy, a5y);
                    x = TSimd.Broadcast(input[6]);
                    a6x = TSimd.MultiplyAdd(x, dx, a6x);
                    a6y = TSimd.MultiplyAdd(x, dy, a6y);
                    x = TSimd.Broadcast(input[7]);
                    a7x = TSimd.MultiplyAdd(x, dx, a7x);
                    a7y = TSimd.MultiplyAdd(x, dy, a7y);
                    input += step;
                    gradient += gradientStride;
                }
            }
        }

        float* weights = tile.Weights;
        nint stride = tile.WeightStride;
        bool adds = tile.Adds;
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights), a0x) : a0x, weights);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + width), a0y) : a0y, weights + width);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + stride), a1x) : a1x, weights + stride);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + stride + width), a1y) : a1y, weights + stride + width);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (2 * stride)), a2x) : a2x, weights + (2 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (2 * stride) + width), a2y) : a2y, weights + (2 * stride) + width);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (3 * stride)), a3x) : a3x, weights + (3 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (3 * stride) + width), a3y) : a3y, weights + (3 * stride) + width);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (4 * stride)), a4x) : a4x, weights + (4 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (4 * stride) + width), a4y) : a4y, weights + (4 * stride) + width);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (5 * stride)), a5x) : a5x, weights + (5 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (5 * stride) + width), a5y) : a5y, weights + (5 * stride) + width);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (6 * stride)), a6x) : a6x, weights + (6 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (6 * stride) + width), a6y) : a6y, weights + (6 * stride) + width);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (7 * stride)), a7x) : a7x, weights + (7 * stride));
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(weights + (7 * stride) + width), a7y) : a7y, weights + (7 * stride) + width);
    }
}
