using System.Text;

namespace CrackLab.Imaging.Tests;

public sealed class ImageDecoderTests
{
    [Theory]
    [InlineData("420-odd.jpg", ImageFormat.Jpeg, 37, 29, "YCbCr 4:2:0", 8, 1)]
    [InlineData("422-odd.jpg", ImageFormat.Jpeg, 37, 29, "YCbCr 4:2:2", 8, 1)]
    [InlineData("444-odd.jpg", ImageFormat.Jpeg, 37, 29, "YCbCr 4:4:4", 8, 1)]
    [InlineData("440-odd.jpg", ImageFormat.Jpeg, 37, 29, "YCbCr 4:4:0", 8, 1)]
    [InlineData("411-odd.jpg", ImageFormat.Jpeg, 83, 21, "YCbCr 4:1:1", 8, 1)]
    [InlineData("mixed.jpg", ImageFormat.Jpeg, 37, 29, "YCbCr 2x2,2x1,1x2", 8, 1)]
    [InlineData("progressive-gray.jpg", ImageFormat.Jpeg, 37, 29, "Gray", 8, 1)]
    [InlineData("rgb-adobe.jpg", ImageFormat.Jpeg, 37, 29, "RGB", 8, 1)]
    [InlineData("rgb-ids.jpg", ImageFormat.Jpeg, 37, 29, "RGB", 8, 1)]
    [InlineData("cmyk.jpg", ImageFormat.Jpeg, 37, 29, "CMYK", 8, 1)]
    [InlineData("ycck.jpg", ImageFormat.Jpeg, 37, 29, "YCCK", 8, 1)]
    [InlineData("orientation-6.jpg", ImageFormat.Jpeg, 19, 12, "YCbCr 4:2:0", 8, 6)]
    [InlineData("png-gray16.png", ImageFormat.Png, 21, 13, "Gray", 16, 1)]
    [InlineData("png-palette4.png", ImageFormat.Png, 21, 13, "Palette", 4, 1)]
    [InlineData("png-rgb8.png", ImageFormat.Png, 21, 13, "RGB", 8, 1)]
    [InlineData("png-rgba8.png", ImageFormat.Png, 21, 13, "RGBA", 8, 1)]
    [InlineData("png-grayalpha8.png", ImageFormat.Png, 21, 13, "GrayAlpha", 8, 1)]
    [InlineData("png-orientation-6.png", ImageFormat.Png, 21, 13, "RGB", 8, 6)]
    [InlineData("bmp4-core.bmp", ImageFormat.Bmp, 19, 11, "Palette", 4, 1)]
    [InlineData("bmp24-top-down.bmp", ImageFormat.Bmp, 19, 11, "RGB", 8, 1)]
    [InlineData("bmp32-alpha-v5.bmp", ImageFormat.Bmp, 19, 11, "RGBA", 8, 1)]
    public void Identify_GoldenFile_ReadsHeader(
        string file, ImageFormat format, int width, int height, string mode, int bits, int orientation)
    {
        byte[] data = GoldenFiles.Read(file);
        Assert.Equal(format, ImageDecoder.DetectFormat(data));
        Assert.Equal(new ImageInfo(format, width, height, mode, bits, orientation), ImageDecoder.Identify(data));
    }

    [Theory]
    [InlineData("GIF89a\u0001\0", ImageFormat.Gif, "GIF")]
    [InlineData("RIFF\0\0\0\0WEBPVP8 ", ImageFormat.WebP, "WebP")]
    [InlineData("II*\0\u0008\0\0\0", ImageFormat.Tiff, "TIFF")]
    [InlineData("MM\0*\0\0\0\u0008", ImageFormat.Tiff, "TIFF")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", ImageFormat.Heif, "HEIF")]
    [InlineData("\0\0\0\u0018ftypavif\0\0\0\0", ImageFormat.Heif, "AVIF")]
    [InlineData("\0\0\0\u000CjP  \r\n\u0087\n", ImageFormat.Jpeg2000, "JPEG 2000")]
    [InlineData("\u00FF\u004F\u00FF\u0051\0", ImageFormat.Jpeg2000, "JPEG 2000")]
    [InlineData("\u00FF\n\0\0", ImageFormat.JpegXl, "JPEG XL")]
    [InlineData("\0\0\0\u000CJXL \r\n\u0087\n", ImageFormat.JpegXl, "JPEG XL")]
    public void Decode_KnownButUndecoded_IsUnsupportedByName(string bytes, ImageFormat format, string name)
    {
        byte[] data = Encoding.Latin1.GetBytes(bytes);
        Assert.Equal(format, ImageDecoder.DetectFormat(data));
        ImageException fault = Faults.Of(data);
        Assert.Equal((ImageFault.Unsupported, 0L), (fault.Fault, fault.Offset));
        Assert.Contains(name, fault.Reason, StringComparison.Ordinal);
        Assert.Equal(ImageFault.Unsupported, Assert.Throws<ImageException>(() => ImageDecoder.Identify(data)).Fault);
    }

    [Theory]
    [InlineData("Just a note.\r\nNothing to see.", "text")]
    [InlineData("<?xml version=\"1.0\"?><svg/>", "XML")]
    [InlineData("PK\u0003\u0004\u0014\0", "ZIP archive")]
    [InlineData("%PDF-1.7\n", "PDF")]
    [InlineData("Rar!\u001A\u0007\u0001\0", "RAR archive")]
    [InlineData("7z\u00BC\u00AF\u0027\u001C", "7-Zip archive")]
    [InlineData("\u001F\u008B\u0008", "gzip")]
    [InlineData("\u007FELF\u0002", "program")]
    [InlineData("\0\0\0\0\0\0", "zero bytes")]
    [InlineData("\0\0\0\u0018ftypisom\0\0\0\0", "MP4 video")]
    [InlineData("\u0001\u0002\u0003\u00FE", "unknown")]
    [InlineData("BMW drives through the town", "text")]
    public void Decode_NoPicture_SaysWhatItLooksLike(string bytes, string looks)
    {
        byte[] data = Encoding.Latin1.GetBytes(bytes);
        Assert.Equal(ImageFormat.Unknown, ImageDecoder.DetectFormat(data));
        ImageException fault = Faults.Of(data);
        Assert.Equal((ImageFault.NotAnImage, 0L), (fault.Fault, fault.Offset));
        Assert.Contains(looks, fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_LongUtf8Text_IsText()
    {
        byte[] data = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Größe überall ", 60)));
        Assert.Contains("received text", Faults.Of(data).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_NoBytes_IsEmpty()
    {
        Assert.Equal(ImageFormat.Unknown, ImageDecoder.DetectFormat([]));
        Assert.Equal(ImageFault.Empty, Faults.Of([]).Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(16)]
    public void Decode_OddDownscale_IsRefused(int downscale) => Assert.Throws<ArgumentException>(
        () => ImageDecoder.Decode(GoldenFiles.Read("gray.jpg"), new DecodeOptions { Downscale = downscale }));

    [Fact]
    public void Decode_DownscaledPng_IgnoresDownscale()
    {
        Image image = ImageDecoder.Decode(GoldenFiles.Read("png-rgb8.png"), new DecodeOptions { Downscale = 8 });
        Assert.Equal((21, 13), (image.Width, image.Height));
    }

    [Fact]
    public void Decode_OrientationSwitchedOff_KeepsStoredSize()
    {
        byte[] data = GoldenFiles.Read("orientation-6.jpg");
        Image stored = ImageDecoder.Decode(data, new DecodeOptions { ApplyOrientation = false });
        Image upright = ImageDecoder.Decode(data);
        Assert.Equal((19, 12, 12, 19), (stored.Width, stored.Height, upright.Width, upright.Height));
        Assert.Equal(stored.Pixels.AsSpan(11 * 19 * 3, 3), upright.Pixels.AsSpan(0, 3));
    }

    [Theory]
    [InlineData("png-rgba8.png")]
    [InlineData("png-grayalpha16.png")]
    [InlineData("bmp32-alpha-v4.bmp")]
    public void Decode_Background_ShowsThroughTransparency(string file)
    {
        byte[] data = GoldenFiles.Read(file);
        Image white = ImageDecoder.Decode(data);
        Image red = ImageDecoder.Decode(data, new DecodeOptions { Background = (255, 0, 0) });
        for (int i = 0; i < white.Pixels.Length; i += 3)
        {
            Assert.Equal(white.Pixels[i], red.Pixels[i]);
            Assert.Equal(white.Pixels[i + 1] - red.Pixels[i + 1], white.Pixels[i + 2] - red.Pixels[i + 2], 1.0);
        }

        Assert.NotEqual(white.Pixels, red.Pixels);
    }
}
