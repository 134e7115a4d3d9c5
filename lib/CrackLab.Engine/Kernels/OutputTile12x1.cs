using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>12 pixels x 1 vector of output channels, accumulated in registers.</summary>
/// <remarks>Register plan: 12 accumulators, 1 of weights, 1 broadcast input: 14. See <see cref="OutputTile"/> for the formula.</remarks>
internal static unsafe class OutputTile12x1
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TSimd, TVector>(in OutputTile tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint step = tile.InputStride * sizeof(float);
        nint weightStride = tile.WeightStride;
        float* start = tile.Start;
        nint startStride = tile.StartStride;
        nint outputStride = tile.OutputStride;
        float* input = tile.Input;
        float* output = tile.Output;
        TVector floor = TSimd.Broadcast(tile.Floor);
        for (int repeat = 0; repeat < tile.Repeats; repeat++)
        {
            float* weights = tile.Weights;
            TVector a0 = TSimd.Load(start);
            TVector a1 = TSimd.Load(start + startStride);
            TVector a2 = TSimd.Load(start + (2 * startStride));
            TVector a3 = TSimd.Load(start + (3 * startStride));
            TVector a4 = TSimd.Load(start + (4 * startStride));
            TVector a5 = TSimd.Load(start + (5 * startStride));
            TVector a6 = TSimd.Load(start + (6 * startStride));
            TVector a7 = TSimd.Load(start + (7 * startStride));
            TVector a8 = TSimd.Load(start + (8 * startStride));
            TVector a9 = TSimd.Load(start + (9 * startStride));
            TVector a10 = TSimd.Load(start + (10 * startStride));
            TVector a11 = TSimd.Load(start + (11 * startStride));

            for (int row = 0; row < tile.Rows; row++)
            {
                byte* x0 = (byte*)(input + (row * tile.InputRow));
                byte* x3 = x0 + (3 * step);
                byte* x6 = x0 + (6 * step);
                byte* x9 = x0 + (9 * step);
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
                    x = TSimd.Broadcast(*(float*)(x3 + step));
                    a4 = TSimd.MultiplyAdd(x, w, a4);
                    x = TSimd.Broadcast(*(float*)(x3 + (2 * step)));
                    a5 = TSimd.MultiplyAdd(x, w, a5);
                    x = TSimd.Broadcast(*(float*)x6);
                    a6 = TSimd.MultiplyAdd(x, w, a6);
                    x = TSimd.Broadcast(*(float*)(x6 + step));
                    a7 = TSimd.MultiplyAdd(x, w, a7);
                    x = TSimd.Broadcast(*(float*)(x6 + (2 * step)));
                    a8 = TSimd.MultiplyAdd(x, w, a8);
                    x = TSimd.Broadcast(*(float*)x9);
                    a9 = TSimd.MultiplyAdd(x, w, a9);
                    x = TSimd.Broadcast(*(float*)(x9 + step));
                    a10 = TSimd.MultiplyAdd(x, w, a10);
                    x = TSimd.Broadcast(*(float*)(x9 + (2 * step)));
                    a11 = TSimd.MultiplyAdd(x, w, a11);
                    weights += weightStride;
                    x0 += sizeof(float);
                    x3 += sizeof(float);
                    x6 += sizeof(float);
                    x9 += sizeof(float);
                }
            }

            TSimd.Store(TSimd.AtLeast(a0, floor), output);
            TSimd.Store(TSimd.AtLeast(a1, floor), output + outputStride);
            TSimd.Store(TSimd.AtLeast(a2, floor), output + (2 * outputStride));
            TSimd.Store(TSimd.AtLeast(a3, floor), output + (3 * outputStride));
            TSimd.Store(TSimd.AtLeast(a4, floor), output + (4 * outputStride));
            TSimd.Store(TSimd.AtLeast(a5, floor), output + (5 * outputStride));
            TSimd.Store(TSimd.AtLeast(a6, floor), output + (6 * outputStride));
            TSimd.Store(TSimd.AtLeast(a7, floor), output + (7 * outputStride));
            TSimd.Store(TSimd.AtLeast(a8, floor), output + (8 * outputStride));
            TSimd.Store(TSimd.AtLeast(a9, floor), output + (9 * outputStride));
            TSimd.Store(TSimd.AtLeast(a10, floor), output + (10 * outputStride));
            TSimd.Store(TSimd.AtLeast(a11, floor), output + (11 * outputStride));

            input += 12 * tile.InputStride;
            start += 12 * startStride;
            output += 12 * outputStride;
        }
    }
}
