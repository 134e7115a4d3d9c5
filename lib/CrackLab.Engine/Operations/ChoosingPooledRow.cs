using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Operations;

/// <summary>One row of max pooling that remembers which value of each window was the largest, and the way back.</summary>
/// <remarks>
/// A choice is a byte: row of the window x side + column, of the first largest value; <see cref="None"/> where a ReLU has
/// cut all of them, so that no gradient goes back. Strides count floats.
/// </remarks>
internal static unsafe class ChoosingPooledRow<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Says that a ReLU has cut all values of a window.</summary>
    public const byte None = byte.MaxValue;

    /// <summary>y[j, c] = the largest of x[a, j * side + b, c] over a, b &lt; side, choice[j, c] = which one it was.</summary>
    /// <param name="x">First value of the window's first row.</param>
    /// <param name="rowStride">From a row to the next.</param>
    /// <param name="pixelStride">From a pixel to the next.</param>
    /// <param name="side">Side and step of the window, 2 or more.</param>
    /// <param name="isCut">Whether a ReLU came before.</param>
    /// <param name="y">(width, channels) receives the row.</param>
    /// <param name="choice">(width, channels) receives the choices.</param>
    /// <param name="size">Pixels of the output row, and channels.</param>
    public static void Forward(
        float* x, nint rowStride, nint pixelStride, int side, bool isCut, float* y, byte* choice, (int Width, int Channels) size)
    {
        TVector zero = TSimd.Broadcast(0);
        TVector none = TSimd.Broadcast(None);
        for (int j = 0; j < size.Width; j++)
        {
            int c = 0;
            for (; c <= size.Channels - TSimd.Width; c += TSimd.Width)
            {
                TVector largest = TSimd.Load(x + c);
                TVector chosen = zero;
                for (int a = 0; a < side; a++)
                {
                    for (int b = a == 0 ? 1 : 0; b < side; b++)
                    {
                        TVector value = TSimd.Load(x + (a * rowStride) + (b * pixelStride) + c);
                        chosen = TSimd.Select(TSimd.GreaterThan(value, largest), TSimd.Broadcast((a * side) + b), chosen);
                        largest = TSimd.Max(largest, value);
                    }
                }

                TSimd.Store(largest, y + c);
                TSimd.StoreBytes(isCut ? TSimd.Select(TSimd.GreaterThan(largest, zero), chosen, none) : chosen, choice + c);
            }

            for (; c < size.Channels; c++)
            {
                float largest = x[c];
                int chosen = 0;
                for (int k = 1; k < side * side; k++)
                {
                    float value = x[(k / side * rowStride) + (k % side * pixelStride) + c];
                    chosen = value > largest ? k : chosen;
                    largest = Math.Max(largest, value);
                }

                y[c] = largest;
                choice[c] = isCut && !(largest > 0) ? None : (byte)chosen;
            }

            x += side * pixelStride;
            y += size.Channels;
            choice += size.Channels;
        }
    }

    /// <summary>dx[j * side + b, c] = choice[j, c] says column b of the row a ? dy[j, c] : 0.</summary>
    /// <param name="dy">(width, channels) gradient of the pooled row.</param>
    /// <param name="choice">(width, channels) what <see cref="Forward"/> chose.</param>
    /// <param name="side">Side and step of the window.</param>
    /// <param name="a">The window's row that dx is, below side.</param>
    /// <param name="dx">(width x side, channels) receives the gradient of one row before the pooling.</param>
    /// <param name="size">Pixels of the pooled row, and channels.</param>
    public static void Backward(float* dy, byte* choice, int side, int a, float* dx, (int Width, int Channels) size)
    {
        for (int j = 0; j < size.Width; j++)
        {
            int c = 0;
            for (; c <= size.Channels - TSimd.Width; c += TSimd.Width)
            {
                TVector gradient = TSimd.Load(dy + c);
                TVector chosen = TSimd.LoadBytes(choice + c);
                for (int b = 0; b < side; b++)
                {
                    TVector isChosen = TSimd.EqualTo(chosen, TSimd.Broadcast((a * side) + b));
                    TSimd.Store(TSimd.And(isChosen, gradient), dx + (b * size.Channels) + c);
                }
            }

            for (; c < size.Channels; c++)
            {
                for (int b = 0; b < side; b++)
                {
                    dx[(b * size.Channels) + c] = choice[c] == (a * side) + b ? dy[c] : 0;
                }
            }

            dy += size.Channels;
            choice += size.Channels;
            dx += side * size.Channels;
        }
    }
}
