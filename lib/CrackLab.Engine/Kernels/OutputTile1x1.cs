using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>1 pixels x 1 vector of output channels, accumulated in registers.</summary>
/// <remarks>Register plan: 1 accumulators, 1 of weights, 1 broadcast input: 3. See <see cref="OutputTile"/> for the formula.</remarks>
internal static unsafe class OutputTile1x1
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

        for (int row = 0; row < tile.Rows; row++)
        {
            byte* x0 = (byte*)(tile.Input + (row * tile.InputRow));
            for (int k = 0; k < tile.Depth; k++)
            {
                TVector w = TSimd.Load(weights);
                TVector x = TSimd.Broadcast(*(float*)x0);
                a0 = TSimd.MultiplyAdd(x, w, a0);
                weights += weightStride;
                x0 += sizeof(float);
            }
        }

        TVector floor = TSimd.Broadcast(tile.Floor);
        float* output = tile.Output;
        nint outputStride = tile.OutputStride;
        TSimd.Store(TSimd.AtLeast(a0, floor), output);
    }
}
