using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using CrackLab.Imaging.Png;

namespace CrackLab.Imaging.Tests;

/// <summary>Files that are made to cost much: refused soon and for little memory, or decoded soon into what they state.</summary>
public sealed class BombTests
{
    private const int Million = 1_000_000;
    private const int Little = 200_000;

    /// <summary>Of this thread's own time, after a first run that pays for compiling.</summary>
    // Without hardware vectors the runtime itself is several times slower; no machine that .NET supports is so.
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(Vector128.IsHardwareAccelerated ? 1 : 8);

    [Fact]
    public void Decode_JpegOf65500By65500_IsTooLarge() => Refused(JpegBombs.WithFrame(65_500, 65_500), ImageFault.TooLarge, "65500x65500");

    [Fact]
    public void Decode_PngOf65500By65500_IsTooLarge() => Refused(PngBombs.WithData(65_500, 65_500, PngBombs.Zeros(1)), ImageFault.TooLarge, "65500x65500");

    [Fact]
    public void Decode_BmpOf65500By65500_IsTooLarge() => Refused(RunLengths(65_500, 65_500, 1), ImageFault.TooLarge, "65500x65500");

    [Fact]
    public void Decode_PngWithFourGigabytesOfZeros_IsCorruptAfterThePicture()
    {
        byte[] file = PngBombs.WithData(64, 64, PngBombs.Zeros(4096));

        Refused(file, ImageFault.Corrupt, "received more", mostBytes: Little + file.Length);
    }

    [Fact]
    public void Decode_PngWithTooLittleDataForItsSize_IsTruncated() => Refused(PngBombs.WithData(14_000, 14_000, PngBombs.Zeros(1)), ImageFault.Truncated, "can't hold");

    [Theory]
    [InlineData("iCCP")]
    [InlineData("zTXt")]
    public void Decode_PngWithABombInANote_NeverUnpacksIt(string chunk)
    {
        byte[] bomb = [.. "x\0\0"u8, .. PngBombs.Zeros(1024)];
        byte[] file = PngBombs.WithData(1, 1, [0x78, 0x9C, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x07], (chunk, bomb));
        Refused(file, ImageFault.Corrupt, "zlib", mostBytes: Little); // the pixels' checksum is wrong: everything before it was read
    }

    [Fact]
    public void Decode_PngOfAMillionChunks_IsSoonDone()
    {
        byte[] chunk = [0, 0, 0, 0, .. "abCd"u8, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8), PngChecksum.Compute("abCd"u8));
        byte[] whole = PngBombs.WithData(1, 1, [1]);
        Refused([.. whole[..33], .. Enumerable.Repeat(chunk, Million).SelectMany(one => one), .. whole[33..]], ImageFault.Truncated, "end of the data");
    }

    [Fact]
    public void Decode_AMillionRestarts_AreSoonDone()
    {
        byte[] file = JpegBombs.Restarts(1000);

        // 64 megapixels take the better part of a second themselves.
        Assert.Equal(8000, Timed(() => ImageDecoder.Decode(file), longest: 3).Width);
    }

    [Fact]
    public void Decode_AMillionRestartsBetweenSegments_AreSoonPassedOver() =>
        Refused(JpegBombs.WithFrame(8, 8, [.. Enumerable.Range(0, Million).SelectMany(i => (byte[])[0xFF, (byte)(0xD0 | (i & 7))])]), ImageFault.Truncated, "all scans");

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xFF, 0x00)]
    [InlineData(0xFF, 0x01)]
    [InlineData(0xFF, 0xE5, 0x00, 0x02)]
    [InlineData(0xFF, 0xFE, 0x00, 0x03, 0x20)]
    [InlineData(0xFF, 0xDD, 0x00, 0x04, 0x00, 0x07)]
    [InlineData(0xFF, 0xC4, 0x00, 0x02)]
    [InlineData(0x20)]
    public void Decode_EndlessMarkers_AreSoonPassedOver(params int[] bytes)
    {
        byte[] marker = [.. bytes.Select(value => (byte)value)];
        byte[] many = [.. Enumerable.Repeat(marker, 4 * Million / marker.Length).SelectMany(one => one)];

        Refused(JpegBombs.WithFrame(8, 8, many), ImageFault.Truncated, "all scans");
        Refused([0xFF, 0xD8, 0xFF, 0xE5, 0, 2, .. many], ImageFault.Truncated, "end of the file");
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x01)]
    [InlineData(0x10)]
    [InlineData(0x15)]
    [InlineData(0xF1)]
    public void Decode_ComponentsOfNoSize_AreCorrupt(int factors) => Refused(JpegBombs.WithFactors(factors), ImageFault.Corrupt, "sampling factors");

    [Theory]
    [InlineData(0, 8)]
    [InlineData(0, 0)]
    public void Decode_PicturesOfNoSize_AreCorrupt(int width, int height)
    {
        Refused(JpegBombs.WithFrame(width, height), ImageFault.Corrupt, $"{width}x{height}");
        Refused(PngBombs.WithData(width, height, [1]), ImageFault.Corrupt, $"{width}x{height}");
        Refused(RunLengths(width, height, 1), ImageFault.Corrupt, $"{width}x{height}");
    }

    [Theory]
    [InlineData(63)]
    [InlineData(4)]
    public void Decode_ScansThatSayNextToNothing_TakeLessThanASecond(int band)
    {
        byte[] file = JpegBombs.Scans(60_000, band);
        Assert.InRange(file.Length, 60_000, 72_000);

        Assert.Equal(5536, Timed(() => ImageDecoder.Decode(file)).Width);
    }

    [Fact]
    public void Decode_ThousandsOfTables_TakeLittleMoreThanTheFile()
    {
        byte[] file = JpegBombs.Tables(16);

        Refused(file, ImageFault.Truncated, "all scans", mostBytes: 16L * file.Length);
    }

    [Fact]
    public void Decode_RunsThatLeaveOutTheWholePicture_AreTruncated()
    {
        Refused(RunLengths(14_000, 14_000, 1), ImageFault.Truncated, "bytes of runs");
        Assert.Equal(1000, ImageDecoder.Decode(RunLengths(1000, 1000, 1)).Width);
    }

    /// <summary>A bitmap of 8 bits whose runs are so many marks of its end.</summary>
    private static byte[] RunLengths(int width, int height, int ends)
    {
        byte[] file = [.. "BM"u8, .. new byte[52 + 4], .. Enumerable.Range(0, ends).SelectMany(_ => (byte[])[0, 1])];
        (file[10], file[14], file[26], file[28], file[30], file[46]) = (58, 40, 1, 8, 1, 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        return file;
    }

    private static void Refused(byte[] file, ImageFault fault, string word, long mostBytes = Little)
    {
        _ = Faults.Of(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ImageException thrown = Timed(() => Faults.Of(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * mostBytes);
        Assert.Equal(fault, thrown.Fault);
        Assert.Contains(word, thrown.Reason, StringComparison.Ordinal);
        Assert.InRange(thrown.Offset, 0, file.Length);
    }

    private static T Timed<T>(Func<T> work, int longest = 1)
    {
        _ = work();
        T result = default!;
        Assert.InRange(ThreadTime.Of(() => result = work()), TimeSpan.Zero, longest * Second);
        return result;
    }
}
