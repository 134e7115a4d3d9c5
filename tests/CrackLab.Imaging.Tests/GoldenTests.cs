using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Tests;

public sealed class GoldenTests
{
    public static IEnumerable<TheoryDataRow<string, string, int, int, int>> Decodes() => GoldenFiles.Cases(resizes: false);

    public static IEnumerable<TheoryDataRow<string, string, int, int, int>> Resizes() => GoldenFiles.Cases(resizes: true);

    [Theory]
    [MemberData(nameof(Decodes))]
    public void Decode_GoldenFile_EqualsPillow(string name, string file, int downscale, int width, int height)
    {
        Image image = ImageDecoder.Decode(GoldenFiles.Read(file), new DecodeOptions { Downscale = downscale });
        Assert.Equal((width, height, 3), (image.Width, image.Height, image.Channels));
        Assert.Equal(GoldenFiles.Pixels(name), image.Pixels);
    }

    [Theory]
    [MemberData(nameof(Resizes))]
    public void Resize_GoldenFile_EqualsPillow(string name, string file, int downscale, int width, int height)
    {
        Assert.Equal(1, downscale);
        Interpolation filter = name.Contains("area", StringComparison.Ordinal) ? Interpolation.Area : Interpolation.Bilinear;
        Image image = Resizer.Resize(ImageDecoder.Decode(GoldenFiles.Read(file)), width, height, filter);
        Assert.Equal((width, height, 3), (image.Width, image.Height, image.Channels));
        Assert.Equal(GoldenFiles.Pixels(name), image.Pixels);
    }

    [Fact]
    public void Golden_InstructionsSwitchedOff_AreOff()
    {
        if (IsOff("DOTNET_EnableAVX512")) Assert.False(Vector512.IsHardwareAccelerated);
        if (IsOff("DOTNET_EnableAVX2") || IsOff("DOTNET_EnableAVX")) Assert.False(Vector256.IsHardwareAccelerated);
        if (IsOff("DOTNET_EnableHWIntrinsic")) Assert.False(Vector128.IsHardwareAccelerated);
    }

    [Fact]
    public void Golden_Files_CoverEveryFormat()
    {
        string[] pictures = GoldenFiles.Pictures();
        Assert.True(pictures.Count(p => p.EndsWith(".jpg", StringComparison.Ordinal)) >= 30);
        Assert.True(pictures.Count(p => p.EndsWith(".png", StringComparison.Ordinal)) >= 30);
        Assert.True(pictures.Count(p => p.EndsWith(".bmp", StringComparison.Ordinal)) >= 15);
    }

    private static bool IsOff(string setting) =>
        string.Equals(Environment.GetEnvironmentVariable(setting), "0", StringComparison.Ordinal);
}
