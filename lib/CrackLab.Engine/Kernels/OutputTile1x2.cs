using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>1 pixels x 2 vectors of output channels, accumulated in registers.</summary>
/// <remarks>Register plan: 2 accumulators, 2 of weights, 1 broadcast input: 5. See <see cref="OutputTile"/> for the formula.</remarks>
internal static unsafe class OutputTile1x2
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

        for (int row = 0; row < tile.Rows; row++)
        {
            byte* x0 = (byte*)(tile.Input + (row * tile.InputRow));
            for (int k = 0; k < tile.Depth; k++)
            {
                TVector wx = TSimd.Load(weights);
                TVector wy = TSimd.Load(weights + width);
                TVector x = TSimd.Broadcast(*(float*)x0);
                a0x = TSimd.MultiplyAdd(x, wx, a0x);
                a0y = TSimd.MultiplyAdd(x, wy, a0y);
                weights += weightStride;
                x0 += sizeof(float);
            }
        }

        TVector floor = TSimd.Broadcast(tile.Floor);
        float* output = tile.Output;
        nint outputStride = tile.OutputStride;
        TSimd.Store(TSimd.AtLeast(a0x, floor), output);
        TSimd.Store(TSimd.AtLeast(a0y, floor), output + width);
    }
}
