using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>4 pixels x 1 vector of output channels, accumulated in registers.</summary>
/// <remarks>Register plan: 4 accumulators, 1 of weights, 1 broadcast input: 6. See <see cref="OutputTile"/> for the formula.</remarks>
internal static unsafe class OutputTile4x1
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TSimd, TVector>(in OutputTile tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint step = tile.InputStride * sizeof(float);
        nint weightStride = tile.WeightStride;
        float* weights = tile.Weights;
        float* start = tile.Start;
        nint startStride = tile.StartStride;
        TVector a0 = TSimd.Load(start);
        TVector a1 = TSimd.Load(start + startStride);
        TVector a2 = TSimd.Load(start + (2 * startStride));
        TVector a3 = TSimd.Load(start + (3 * startStride));

        for (int row = 0; row < tile.Rows; row++)
        {
            byte* x0 = (byte*)(tile.Input + (row * tile.InputRow));
            byte* x3 = x0 + (3 * step);
            for (int k = 0; k < tile.Depth; k++)
            {
                TVector w = TSimd.Load(weights);
                TVector x = TSimd.Broadcast(*(float*)x0);
                a0 = TSimd.MultiplyAdd(x, w, a0);
                x = TSimd.Broadcast(*(float*)(x0 + step));
                a1 = TSimd.MultiplyAdd(x, w, a1);
                x = TSimd.Broadcast(*(float*)(x0 + (2 * step)));
                a2 = TSimd.MultiplyAdd(x, w, a2);
                x = TSimd.Broadcast(*(float*)x3);
                a3 = TSimd.MultiplyAdd(x, w, a3);
                weights += weightStride;
                x0 += sizeof(float);
                x3 += sizeof(float);
            }
        }

        TVector floor = TSimd.Broadcast(tile.Floor);
        float* output = tile.Output;
        nint outputStride = tile.OutputStride;
        TSimd.Store(TSimd.AtLeast(a0, floor), output);
        TSimd.Store(TSimd.AtLeast(a1, floor), output + outputStride);
        TSimd.Store(TSimd.AtLeast(a2, floor), output + (2 * outputStride));
        TSimd.Store(TSimd.AtLeast(a3, floor), output + (3 * outputStride));
    }
}
