using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>4 pixels x 2 vectors of output channels, accumulated in registers.</summary>
/// <remarks>Register plan: 8 accumulators, 2 of weights, 1 broadcast input: 11. See <see cref="OutputTile"/> for the formula.</remarks>
internal static unsafe class OutputTile4x2
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TSimd, TVector>(in OutputTile tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        nint step = tile.InputStride * sizeof(float);
        nint weightStride = tile.WeightStride;
        float* weights = tile.Weights;
        float* start = tile.Start;
        nint startStride = tile.StartStride;
        TVector a0x = TSimd.Load(start);
        TVector a0y = TSimd.Load(start + width);
        TVector a1x = TSimd.Load(start + startStride);
        TVector a1y = TSimd.Load(start + startStride + width);
        TVector a2x = TSimd.Load(start + (2 * startStride));
        TVector a2y = TSimd.Load(start + (2 * startStride) + width);
        TVector a3x = TSimd.Load(start + (3 * startStride));
        TVector a3y = TSimd.Load(start + (3 * startStride) + width);

        for (int row = 0; row < tile.Rows; row++)
        {
            byte* x0 = (byte*)(tile.Input + (row * tile.InputRow));
            byte* x3 = x0 + (3 * step);
            for (int k = 0; k < tile.Depth; k++)
            {
                TVector wx = TSimd.Load(weights);
                TVector wy = TSimd.Load(weights + width);
                TVector x = TSimd.Broadcast(*(float*)x0);
                a0x = TSimd.MultiplyAdd(x, wx, a0x);
                a0y = TSimd.MultiplyAdd(x, wy, a0y);
                x = TSimd.Broadcast(*(float*)(x0 + step));
                a1x = TSimd.MultiplyAdd(x, wx, a1x);
                a1y = TSimd.MultiplyAdd(x, wy, a1y);
                x = TSimd.Broadcast(*(float*)(x0 + (2 * step)));
                a2x = TSimd.MultiplyAdd(x, wx, a2x);
                a2y = TSimd.MultiplyAdd(x, wy, a2y);
                x = TSimd.Broadcast(*(float*)x3);
                a3x = TSimd.MultiplyAdd(x, wx, a3x);
                a3y = TSimd.MultiplyAdd(x, wy, a3y);
                weights += weightStride;
                x0 += sizeof(float);
                x3 += sizeof(float);
            }
        }

        TVector floor = TSimd.Broadcast(tile.Floor);
        float* output = tile.Output;
        nint outputStride = tile.OutputStride;
        TSimd.Store(TSimd.AtLeast(a0x, floor), output);
        TSimd.Store(TSimd.AtLeast(a0y, floor), output + width);
        TSimd.Store(TSimd.AtLeast(a1x, floor), output + outputStride);
        TSimd.Store(TSimd.AtLeast(a1y, floor), output + outputStride + width);
        TSimd.Store(TSimd.AtLeast(a2x, floor), output + (2 * outputStride));
        TSimd.Store(TSimd.AtLeast(a2y, floor), output + (2 * outputStride) + width);
        TSimd.Store(TSimd.AtLeast(a3x, floor), output + (3 * outputStride));
        TSimd.Store(TSimd.AtLeast(a3y, floor), output + (3 * outputStride) + width);
    }
}
