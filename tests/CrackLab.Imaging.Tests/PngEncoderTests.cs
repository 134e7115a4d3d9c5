using System.Buffers.Binary;

namespace CrackLab.Imaging.Tests;

public sealed class PngEncoderTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    [InlineData(4, 6)]
    public void Encode_Channels_BecomeTheColourType(int channels, byte colourType)
    {
        byte[] file = PngEncoder.Encode(Pictures.Ramp(19, 7, channels));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        Assert.Equal(19, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)));
        Assert.Equal(7, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        Assert.Equal([8, colourType, 0, 0, 0], file[24..29]);
    }

    [Fact]
    public void Encode_LastChunk_HasTheWellKnownChecksum() =>
        Assert.Equal(
            [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82],
            PngEncoder.Encode(new Image(1, 1))[^12..]);

    [Fact]
    public void Encode_SmoothPicture_IsFarSmallerThanItsPixels()
    {
        Image ramp = Pictures.Ramp(200, 200, 3);
        Assert.True(PngEncoder.Encode(ramp).Length < ramp.Pixels.Length / 20);
    }

    [Fact]
    public void Encode_SamePictureTwice_GivesTheSameBytes() =>
        Assert.Equal(PngEncoder.Encode(Pictures.Noise(33, 21, 3)), PngEncoder.Encode(Pictures.Noise(33, 21, 3)));
}
