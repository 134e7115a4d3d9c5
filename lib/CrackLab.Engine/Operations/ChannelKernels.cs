using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Operations;

/// <summary>Sums over the pixels of a picture, channel by channel.</summary>
internal static unsafe class ChannelKernels<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>sums[c] += sum over pixels of values[pixel, c].</summary>
    /// <param name="values">(pixels, channels) values.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels.</param>
    /// <param name="sums">(channels) sums to add to.</param>
    public static void AddSum(float* values, int channels, int pixels, float* sums)
    {
        int c = 0;
        for (; c <= channels - TSimd.Width; c += TSimd.Width)
        {
            TVector even = TSimd.Load(sums + c);
            TVector odd = TSimd.Broadcast(0);
            int pixel = 0;
            for (; pixel < pixels - 1; pixel += 2)
            {
                float* at = values + ((nint)pixel * channels) + c;
                even = TSimd.Add(even, TSimd.Load(at));
                odd = TSimd.Add(odd, TSimd.Load(at + channels));
            }

            if (pixel < pixels)
            {
                even = TSimd.Add(even, TSimd.Load(values + ((nint)pixel * channels) + c));
            }

            TSimd.Store(TSimd.Add(even, odd), sums + c);
        }

        for (; c < channels; c++)
        {
            float sum = sums[c];
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                sum += values[((nint)pixel * channels) + c];
            }

            sums[c] = sum;
        }
    }

    /// <summary>first[c] = sum over pixels of values[pixel, c]; second[c] = sum of values[pixel, c] * others[pixel, c].</summary>
    /// <param name="values">(pixels, channels) values.</param>
    /// <param name="others">(pixels, channels) values; may be the same.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels.</param>
    /// <param name="first">(channels) receives the sums.</param>
    /// <param name="second">(channels) receives the sums of products.</param>
    public static void SumProducts(float* values, float* others, int channels, int pixels, float* first, float* second)
    {
        int c = 0;
        for (; c <= channels - TSimd.Width; c += TSimd.Width)
        {
            TVector sum = TSimd.Broadcast(0);
            TVector product = TSimd.Broadcast(0);
            TVector sum2 = TSimd.Broadcast(0);
            TVector product2 = TSimd.Broadcast(0);
            int pixel = 0;
            for (; pixel < pixels - 1; pixel += 2)
            {
                nint at = ((nint)pixel * channels) + c;
                TVector value = TSimd.Load(values + at);
                TVector value2 = TSimd.Load(values + at + channels);
                sum = TSimd.Add(sum, value);
                sum2 = TSimd.Add(sum2, value2);
                product = TSimd.MultiplyAdd(value, TSimd.Load(others + at), product);
                product2 = TSimd.MultiplyAdd(value2, TSimd.Load(others + at + channels), product2);
            }

            if (pixel < pixels)
            {
                nint at = ((nint)pixel * channels) + c;
                TVector value = TSimd.Load(values + at);
                sum = TSimd.Add(sum, value);
                product = TSimd.MultiplyAdd(value, TSimd.Load(others + at), product);
            }

            TSimd.Store(TSimd.Add(sum, sum2), first + c);
            TSimd.Store(TSimd.Add(product, product2), second + c);
        }

        for (; c < channels; c++)
        {
            float sum = 0;
            float product = 0;
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                nint at = ((nint)pixel * channels) + c;
                sum += values[at];
                product += values[at] * others[at];
            }

            first[c] = sum;
            second[c] = product;
        }
    }

    /// <summary>gradient[i] = values[i] &gt; 0 ? gradient[i] : 0.</summary>
    /// <param name="values">What a ReLU gave.</param>
    /// <param name="gradient">The derivative behind it, changed in place.</param>
    /// <param name="length">Values.</param>
    public static void MaskByPositive(float* values, float* gradient, int length)
    {
        TVector zero = TSimd.Broadcast(0);
        int i = 0;
        for (; i <= length - TSimd.Width; i += TSimd.Width)
        {
            TSimd.Store(TSimd.And(TSimd.GreaterThan(TSimd.Load(values + i), zero), TSimd.Load(gradient + i)), gradient + i);
        }

        for (; i < length; i++)
        {
            gradient[i] = values[i] > 0 ? gradient[i] : 0;
        }
    }

    /// <summary>output[pixel, c] = max(floor, values[pixel, c] * scale[c] + shift[c]).</summary>
    /// <param name="values">(pixels, channels) values.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels.</param>
    /// <param name="scale">(channels) factors.</param>
    /// <param name="shift">(channels) added.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    /// <param name="output">(pixels, channels) receives the values; may be the input.</param>
    public static void ScaleAndShift(float* values, int channels, int pixels, float* scale, float* shift, float floor, float* output)
    {
        TVector least = TSimd.Broadcast(floor);
        int whole = channels / TSimd.Width * TSimd.Width;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int c = 0; c < whole; c += TSimd.Width)
            {
                TSimd.Store(TSimd.AtLeast(TSimd.MultiplyAdd(TSimd.Load(values + c), TSimd.Load(scale + c), TSimd.Load(shift + c)), least), output + c);
            }

            for (int c = whole; c < channels; c++)
            {
                output[c] = Math.Max((values[c] * scale[c]) + shift[c], floor);
            }

            values += channels;
            output += channels;
        }
    }

    /// <summary>output[pixel, c] = a[c] * first[pixel, c] + b[c] * second[pixel, c] + shift[c].</summary>
    /// <param name="first">(pixels, channels) values.</param>
    /// <param name="a">(channels) factors of the first.</param>
    /// <param name="second">(pixels, channels) values.</param>
    /// <param name="b">(channels) factors of the second.</param>
    /// <param name="shift">(channels) added.</param>
    /// <param name="size">Channels and pixels.</param>
    /// <param name="output">(pixels, channels) receives the values; may be one of the inputs.</param>
    public static void Combine(float* first, float* a, float* second, float* b, float* shift, (int Channels, int Pixels) size, float* output)
    {
        int whole = size.Channels / TSimd.Width * TSimd.Width;
        for (int pixel = 0; pixel < size.Pixels; pixel++)
        {
            for (int c = 0; c < whole; c += TSimd.Width)
            {
                TVector value = TSimd.MultiplyAdd(TSimd.Load(second + c), TSimd.Load(b + c), TSimd.Load(shift + c));
                TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(first + c), TSimd.Load(a + c), value), output + c);
            }

            for (int c = whole; c < size.Channels; c++)
            {
                output[c] = (first[c] * a[c]) + ((second[c] * b[c]) + shift[c]);
            }

            first += size.Channels;
            second += size.Channels;
            output += size.Channels;
        }
    }
}
