using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Operations;

/// <summary>One row of max pooling: y[j, c] = the largest of x[a, j * Step + b, c] over a, b &lt; Pool.</summary>
/// <remarks>Channels go by a vector at a time, the rest one by one. Strides count floats.</remarks>
internal static unsafe class PooledRow
{
    /// <summary>Computes the row.</summary>
    /// <param name="x">First value of the window's first row.</param>
    /// <param name="rowStride">From a row to the next.</param>
    /// <param name="pixelStride">From a pixel to the next.</param>
    /// <param name="pool">Side and step of the window.</param>
    /// <param name="y">(width, channels) receives the row.</param>
    /// <param name="size">Pixels of the output row, and channels.</param>
    public static void Run<TSimd, TVector>(
        float* x, nint rowStride, nint pixelStride, (int Side, int Step) pool, float* y, (int Width, int Channels) size)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int j = 0; j < size.Width; j++)
        {
            int c = 0;
            for (; c <= size.Channels - TSimd.Width; c += TSimd.Width)
            {
                TVector largest = TSimd.Load(x + c);
                for (int a = 0; a < pool.Side; a++)
                {
                    for (int b = 0; b < pool.Side; b++)
                    {
                        largest = TSimd.Max(largest, TSimd.Load(x + (a * rowStride) + (b * pixelStride) + c));
                    }
                }

                TSimd.Store(largest, y + c);
            }

            for (; c < size.Channels; c++)
            {
                float largest = x[c];
                for (int a = 0; a < pool.Side; a++)
                {
                    for (int b = 0; b < pool.Side; b++)
                    {
                        largest = Math.Max(largest, x[(a * rowStride) + (b * pixelStride) + c]);
                    }
                }

                y[c] = largest;
            }

            x += pool.Step * pixelStride;
            y += size.Channels;
        }
    }
}
