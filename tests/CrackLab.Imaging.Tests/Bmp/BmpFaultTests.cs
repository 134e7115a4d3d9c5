using System.Buffers.Binary;

namespace CrackLab.Imaging.Tests.Bmp;

public sealed class BmpFaultTests
{
    private static byte[] Plain => GoldenFiles.Read("bmp24.bmp");

    private static byte[] Runs => GoldenFiles.Read("bmp8-rle.bmp");

    [Theory]
    [InlineData(4, "JPEG")]
    [InlineData(5, "PNG")]
    public void Decode_PictureWithin_IsUnsupportedByName(int packing, string name) =>
        Faults.Expect(Plain.With(30, (byte)packing), ImageFault.Unsupported, 30, name);

    [Theory]
    [InlineData("bmp24.bmp", 28)]
    [InlineData("bmp4-core.bmp", 24)]
    public void Decode_BitsThatThereAreNot_IsCorruptWhereTheyStand(string file, int offset) =>
        Faults.Expect(GoldenFiles.Read(file).With(offset, 3), ImageFault.Corrupt, offset, "received 3");

    [Fact]
    public void Decode_PixelsCut_IsTruncatedAtLength()
    {
        byte[] cut = Plain[..^10];
        Faults.Expect(cut, ImageFault.Truncated, cut.Length, "pixels");
    }

    [Fact]
    public void Decode_RunsCut_IsTruncatedAtLength()
    {
        byte[] cut = Runs[..^20];
        Faults.Expect(cut, ImageFault.Truncated, cut.Length, "runs");
    }

    [Fact]
    public void Decode_RunBeyondRow_IsCorruptThere() =>
        Faults.Expect([.. Runs[..1078], 200, 1, 0, 1], ImageFault.Corrupt, 1078, "200");

    [Fact]
    public void Decode_JumpBeyondPicture_IsCorruptThere() =>
        Faults.Expect([.. Runs[..1078], 0, 2, 200, 1, 0, 1], ImageFault.Corrupt, 1078, "jump");

    [Fact]
    public void Decode_EndlessEmptyLines_IsTruncatedOrDone()
    {
        byte[] file = [.. Runs[..1078], .. new byte[22]];
        Assert.Equal(19 * 11 * 3, ImageDecoder.Decode(file).Pixels.Length);
    }

    [Fact]
    public void Decode_IndexBeyondPalette_IsCorruptThere()
    {
        byte[] file = GoldenFiles.Read("bmp8-short-palette.bmp");
        int pixels = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(10));
        Faults.Expect(file.With(pixels, 7), ImageFault.Corrupt, pixels, "below 5");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(64)]
    public void Decode_OddBits_IsCorrupt(int bits) => Faults.Expect(Plain.With(28, (byte)bits), ImageFault.Corrupt, 28, "bits");

    [Fact]
    public void Decode_PackingNotOfDepth_IsCorrupt() => Faults.Expect(Plain.With(30, 1), ImageFault.Corrupt, 30, "packing");

    [Fact]
    public void Decode_ScatteredMask_IsCorrupt() =>
        Faults.Expect(GoldenFiles.Read("bmp32-fields.bmp").With(54, 5), ImageFault.Corrupt, 54, "masks");

    [Fact]
    public void Decode_ZeroOrNegativeWidth_IsCorrupt()
    {
        Faults.Expect(Plain.With(18, 0, 0, 0, 0), ImageFault.Corrupt, 18, "0x11");
        Faults.Expect(Plain.With(18, 255, 255, 255, 255), ImageFault.Corrupt, 18, "-1x11");
    }

    [Fact]
    public void Decode_LowestHeight_IsTooLarge() =>
        Assert.Equal(ImageFault.TooLarge, Faults.Of(Plain.With(22, 0, 0, 0, 0x80)).Fault);

    [Fact]
    public void Decode_PixelsWithinHeader_IsCorrupt() => Faults.Expect(Plain.With(10, 20), ImageFault.Corrupt, 10, "54");
}
