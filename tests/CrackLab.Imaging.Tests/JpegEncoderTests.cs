using System.Security.Cryptography;

namespace CrackLab.Imaging.Tests;

public sealed class JpegEncoderTests
{
    [Fact]
    public void Encode_FourChannels_SaysHowToMendIt()
    {
        var error = Assert.Throws<ArgumentException>(() => JpegEncoder.Encode(new Image(4, 4, 4)));
        Assert.Contains("expected 1 or 3 channels, received 4", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Encode_QualityOutOfRange_Throws(int quality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => JpegEncoder.Encode(new Image(4, 4), quality));

    [Fact]
    public void Encode_SideOverLimit_Throws() =>
        Assert.Throws<ArgumentException>(() => JpegEncoder.Encode(new Image(65_536, 1)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(17, 9)]
    [InlineData(227, 131)]
    public void Encode_AnySize_IsAJfifFileOfThatSize(int width, int height)
    {
        byte[] file = JpegEncoder.Encode(Pictures.Ramp(width, height, 3));
        Assert.Equal([0xFF, 0xD8, 0xFF, 0xE0], file[..4]);
        Assert.Equal("JFIF\0"u8.ToArray(), file[6..11]);
        Assert.Equal([0xFF, 0xD9], file[^2..]);
        int frame = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        Assert.Equal(height, (file[frame + 5] << 8) | file[frame + 6]);
        Assert.Equal(width, (file[frame + 7] << 8) | file[frame + 8]);
    }

    [Fact]
    public void Encode_NoiseAtFullQuality_StuffsEveryMarkerByte()
    {
        byte[] file = JpegEncoder.Encode(Pictures.Noise(64, 64, 1), 100);
        int scan = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]) + 10;
        for (int i = scan; i < file.Length - 2; i++)
        {
            Assert.False(file[i] == 0xFF && file[i + 1] != 0, $"a marker inside the scan, byte {i}");
        }
    }

    [Theory]
    [InlineData(3, "153C79C1534EA49C3AF5202A1F5B856282D0352101674C519AEDA69E94CBBF17")]
    [InlineData(1, "6B978FC4C0D3626943CC7E9ACE2C24A2605820E429F09F6E5359F8C8DD9AF506")]
    public void Encode_FixedPicture_HasTheSameBytesOnEveryMachine(int channels, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexString(SHA256.HashData(JpegEncoder.Encode(Pictures.Ramp(45, 31, channels), 90))));
}
