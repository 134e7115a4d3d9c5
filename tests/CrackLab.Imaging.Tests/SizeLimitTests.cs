using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Tests;

public sealed class SizeLimitTests
{
    [Theory]
    [InlineData("420-odd.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("png-rgb8.png")]
    [InlineData("bmp24.bmp")]
    public void Decode_OverLimit_IsTooLargeBeforeMemoryIsTaken(string file)
    {
        byte[] data = StateSize(GoldenFiles.Read(file), 30_000, 30_000);
        Faults.Of(data); // the first call pays for compiling
        long before = GC.GetAllocatedBytesForCurrentThread();
        ImageException fault = Faults.Of(data);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(ImageFault.TooLarge, fault.Fault);
        Assert.Contains("30000x30000", fault.Reason, StringComparison.Ordinal);
        Assert.InRange(fault.Offset, 16, 200);
    }

    [Theory]
    [InlineData("420-odd.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("bmp24.bmp")]
    public void Decode_LessDataThanSizeNeeds_IsTruncatedBeforeMemoryIsTaken(string file)
    {
        byte[] data = StateSize(GoldenFiles.Read(file), 14_000, 14_000);
        Faults.Of(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(ImageFault.Truncated, Faults.Of(data).Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Decode_ProgressiveScanOutOfTurn_IsCorruptBeforeMemoryIsTaken()
    {
        byte[] data = StateSize(GoldenFiles.Read("progressive-gray.jpg"), 14_000, 14_000);
        int scan = data.IndexOf(0xFF, 0xDA);
        data = data.With(scan + 7, 1, 5); // coefficients 1 to 5 first
        Faults.Of(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(ImageFault.Corrupt, Faults.Of(data).Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData("420-odd.jpg", 37 * 29)]
    [InlineData("png-rgb8.png", 21 * 13)]
    [InlineData("bmp24.bmp", 19 * 11)]
    public void Decode_JustAtLimit_Decodes(string file, int pixels)
    {
        byte[] data = GoldenFiles.Read(file);
        Assert.Equal(3 * pixels, ImageDecoder.Decode(data, new DecodeOptions { MaxPixels = pixels }).Pixels.Length);
        Assert.Equal(ImageFault.TooLarge, Faults.Of(data, new DecodeOptions { MaxPixels = pixels - 1 }).Fault);
    }

    [Fact]
    public void Decode_Jpeg_AllocatesLittleBesidesThePicture()
    {
        if (!Vector128.IsHardwareAccelerated) Assert.Skip("Without hardware vectors the runtime itself allocates.");
        byte[] data = GoldenFiles.Read("420-even.jpg");
        for (int i = 0; i < 3; i++) ImageDecoder.Decode(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ImageDecoder.Decode(data);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 64 * 48 * 3, (64 * 48 * 3) + 4_000);
    }

    /// <summary>Overwrites the size in the header (and the checksum of a PNG's).</summary>
    private static byte[] StateSize(byte[] data, int width, int height)
    {
        switch (ImageDecoder.DetectFormat(data))
        {
            case ImageFormat.Jpeg:
                int frame = Math.Max(
                    data.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]), data.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC2]));
                BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(frame + 5), (ushort)height);
                BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(frame + 7), (ushort)width);
                return data;
            case ImageFormat.Png:
                BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(16), width);
                BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(20), height);
                BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(29), Imaging.Png.PngChecksum.Compute(data.AsSpan(12, 17)));
                return data;
            default:
                BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(18), width);
                BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(22), height);
                return data;
        }
    }
}
