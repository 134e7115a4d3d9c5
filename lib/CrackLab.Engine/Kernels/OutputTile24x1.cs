using System.Runtime.CompilerServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Kernels;

/// <summary>24 pixels x 1 vector of output channels, accumulated in registers.</summary>
/// <remarks>Register plan: 24 accumulators, 1 of weights, 1 broadcast input: 26. See <see cref="OutputTile"/> for the formula.</remarks>
internal static unsafe class OutputTile24x1
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
            TVector a12 = TSimd.Load(start + (12 * startStride));
            TVector a13 = TSimd.Load(start + (13 * startStride));
            TVector a14 = TSimd.Load(start + (14 * startStride));
            TVector a15 = TSimd.Load(start + (15 * startStride));
            TVector a16 = TSimd.Load(start + (16 * startStride));
            TVector a17 = TSimd.Load(start + (17 * startStride));
            TVector a18 = TSimd.Load(start + (18 * startStride));
            TVector a19 = TSimd.Load(start + (19 * startStride));
            TVector a20 = TSimd.Load(start + (20 * startStride));
            TVector a21 = TSimd.Load(start + (21 * startStride));
            TVector a22 = TSimd.Load(start + (22 * startStride));
            TVector a23 = TSimd.Load(start + (23 * startStride));

            for (int row = 0; row < tile.Rows; row++)
            {
                byte* x0 = (byte*)(input + (row * tile.InputRow));
                byte* x3 = x0 + (3 * step);
                byte* x6 = x0 + (6 * step);
                byte* x9 = x0 + (9 * step);
                byte* x12 = x0 + (12 * step);
                byte* x15 = x0 + (15 * step);
                byte* x18 = x0 + (18 * step);
                byte* x21 = x0 + (21 * step);
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
                    x = TSimd.Broadcast(*(float*)x12);
                    a12 = TSimd.MultiplyAdd(x, w, a12);
                    x = TSimd.Broadcast(*(float*)(x12 + step));
                    a13 = TSimd.MultiplyAdd(x, w, a13);
                    x = TSimd.Broadcast(*(float*)(x12 + (2 * step)));
                    a14 = TSimd.MultiplyAdd(x, w, a14);
                    x = TSimd.Broadcast(*(float*)x15);
                    a15 = TSimd.MultiplyAdd(x, w, a15);
                    x = TSimd.Broadcast(*(float*)(x15 + step));
                    a16 = TSimd.MultiplyAdd(x, w, a16);
                    x = TSimd.Broadcast(*(float*)(x15 + (2 * step)));
                    a17 = TSimd.MultiplyAdd(x, w, a17);
                    x = TSimd.Broadcast(*(float*)x18);
                    a18 = TSimd.MultiplyAdd(x, w, a18);
                    x = TSimd.Broadcast(*(float*)(x18 + step));
                    a19 = TSimd.MultiplyAdd(x, w, a19);
                    x = TSimd.Broadcast(*(float*)(x18 + (2 * step)));
                    a20 = TSimd.MultiplyAdd(x, w, a20);
                    x = TSimd.Broadcast(*(float*)x21);
                    a21 = TSimd.MultiplyAdd(x, w, a21);
                    x = TSimd.Broadcast(*(float*)(x21 + step));
                    a22 = TSimd.MultiplyAdd(x, w, a22);
                    x = TSimd.Broadcast(*(float*)(x21 + (2 * step)));
                    a23 = TSimd.MultiplyAdd(x, w, a23);
                    weights += weightStride;
                    x0 += sizeof(float);
                    x3 += sizeof(float);
                    x6 += sizeof(float);
                    x9 += sizeof(float);
                    x12 += sizeof(float);
                    x15 += sizeof(float);
                    x18 += sizeof(float);
                    x21 += sizeof(float);
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
            TSimd.Store(TSimd.AtLeast(a12, floor), output + (12 * outputStride));
            TSimd.Store(TSimd.AtLeast(a13, floor), output + (13 * outputStride));
            TSimd.Store(TSimd.AtLeast(a14, floor), output + (14 * outputStride));
            TSimd.Store(TSimd.AtLeast(a15, floor), output + (15 * outputStride));
            TSimd.Store(TSimd.AtLeast(a16, floor), output + (16 * outputStride));
            TSimd.Store(TSimd.AtLeast(a17, floor), output + (17 * outputStride));
            TSimd.Store(TSimd.AtLeast(a18, floor), output + (18 * outputStride));
            TSimd.Store(TSimd.AtLeast(a19, floor), output + (19 * outputStride));
            TSimd.Store(TSimd.AtLeast(a20, floor), output + (20 * outputStride));
            TSimd.Store(TSimd.AtLeast(a21, floor), output + (21 * outputStride));
            TSimd.Store(TSimd.AtLeast(a22, floor), output + (22 * outputStride));
            TSimd.Store(TSimd.AtLeast(a23, floor), output + (23 * outputStride));

            input += 24 * tile.InputStride;
            start += 24 * startStride;
            output += 24 * outputStride;
        }
    }
}
