using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Resizing;

/// <summary>Resizes every row to a new width.</summary>
internal static class RowResizer
{
    private const int Half = 1 << (ResizeWeights.FractionBits - 1);

    /// <summary>Makes a picture of the same height.</summary>
    public static Image Resize(Image image, ResizeWeights weights)
    {
        int channels = image.Channels, stride = image.Width * channels, newStride = weights.Length * channels;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(newStride * image.Height);
        byte[] padded = ArrayPool<byte>.Shared.Rent((2 * stride) + 8);
        Span<byte> low = padded.AsSpan(0, stride + 4), high = padded.AsSpan(stride + 4, stride + 4);
        for (int y = 0; y < image.Height; y += 2)
        {
            // Two rows at a time share the weights; an odd last row is done twice, to the same end.
            int other = Math.Min(y + 1, image.Height - 1);
            ReadOnlySpan<byte> first = image.Pixels.AsSpan(y * stride, stride), second = image.Pixels.AsSpan(other * stride, stride);
            Span<byte> firstTarget = pixels.AsSpan(y * newStride, newStride), secondTarget = pixels.AsSpan(other * newStride, newStride);
            if (channels == 1)
            {
                ResizeGray(first, weights, firstTarget);
                ResizeGray(second, weights, secondTarget);
                continue;
            }

            first.CopyTo(low);
            second.CopyTo(high);
            ResizePair(low, high, channels, weights, firstTarget, secondTarget);
        }

        ArrayPool<byte>.Shared.Return(padded);
        return new Image(weights.Length, image.Height, channels, pixels);
    }

    private static void ResizeGray(ReadOnlySpan<byte> row, ResizeWeights weights, Span<byte> target)
    {
        for (int x = 0; x < target.Length; x++)
        {
            ReadOnlySpan<int> taps = weights.Of(x);
            ReadOnlySpan<byte> samples = row.Slice(weights.First(x), taps.Length);
            int sum = Half;
            for (int k = 0; k < taps.Length; k++) sum += taps[k] * samples[k];
            target[x] = (byte)Math.Clamp(sum >> ResizeWeights.FractionBits, 0, 255);
        }
    }

    /// <summary>Pixels of two rows side by side in one vector, a lane for each channel; rows are readable one sample past their end.</summary>
    private static void ResizePair(
        ReadOnlySpan<byte> low, ReadOnlySpan<byte> high, int channels, ResizeWeights weights, Span<byte> lowTarget, Span<byte> highTarget)
    {
        Span<byte> lanes = stackalloc byte[16];
        for (int x = 0; x < weights.Length; x++)
        {
            ReadOnlySpan<int> taps = weights.Of(x);
            int at = weights.First(x) * channels;
            Vector256<int> sum = Vector256.Create(Half);
            foreach (int weight in taps)
            {
                sum += Load(low.Slice(at, 4), high.Slice(at, 4)) * weight;
                at += channels;
            }

            sum >>= ResizeWeights.FractionBits;
            Vector128<short> words = Vector128.NarrowWithSaturation(sum.GetLower(), sum.GetUpper());
            Vector128.NarrowWithSaturation(words.AsUInt16(), words.AsUInt16()).CopyTo(lanes);
            lanes[..channels].CopyTo(lowTarget[(x * channels)..]);
            lanes.Slice(4, channels).CopyTo(highTarget[(x * channels)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Load(ReadOnlySpan<byte> low, ReadOnlySpan<byte> high)
    {
        Vector128<byte> bytes = Vector128.Create(MemoryMarshal.Read<uint>(low), MemoryMarshal.Read<uint>(high), 0, 0).AsByte();
        return Vector256.WidenLower(Vector128.WidenLower(bytes).ToVector256Unsafe()).AsInt32();
    }
}
