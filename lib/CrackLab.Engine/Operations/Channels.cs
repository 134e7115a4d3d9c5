namespace CrackLab.Engine.Operations;

/// <summary>Moves the channels of pixels between rows of different strides.</summary>
internal static unsafe class Channels
{
    /// <summary>Copies some channels of each pixel.</summary>
    /// <param name="source">First pixel to read.</param>
    /// <param name="sourceStride">Floats from a pixel to the next.</param>
    /// <param name="target">First pixel to write.</param>
    /// <param name="targetStride">Floats from a pixel to the next.</param>
    /// <param name="channels">Channels to copy.</param>
    /// <param name="pixels">Pixels to copy.</param>
    public static void Copy(float* source, nint sourceStride, float* target, nint targetStride, int channels, int pixels)
    {
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                target[channel] = source[channel];
            }

            source += sourceStride;
            target += targetStride;
        }
    }
}
