using CrackLab.Imaging;

namespace CrackLab.Data.Synthetic;

/// <summary>Makes files that are broken in every way an inspection tells apart.</summary>
internal static class BrokenFiles
{
    private const int HeaderSegment = 20;

    // A PNG that is whole but for its size: IHDR states 65500 x 65500 RGB (with the right checksum), no pixels follow.
    private static readonly byte[] HugePng = Convert.FromHexString(
        "89504E470D0A1A0A0000000D494844520000FFDC0000FFDC08020000001C35814C0000000049454E44AE426082");

    // A grey 1 x 1 GIF.
    private static readonly byte[] Gif = Convert.FromHexString(
        "47494638396101000100800000808080000000" + "2C00000000010001000002024401003B");

    /// <summary>Returns the files and what an inspection should call each.</summary>
    /// <param name="options">Size and seed of the pictures that get broken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static IEnumerable<(SyntheticBrokenFile File, byte[] Bytes)> Make(SyntheticFolderOptions options, CancellationToken cancellationToken)
    {
        Image picture = SyntheticConcrete.Render(crack: false, options.Seed ^ ulong.MaxValue, options.Size, cancellationToken);
        byte[] jpeg = JpegEncoder.Encode(picture, cancellationToken: cancellationToken);
        byte[] png = PngEncoder.Encode(picture, cancellationToken);

        yield return Entry("Negative/broken-wrong-extension.jpg", "WrongExtension", png);
        yield return Entry(
            "Negative/broken-not-an-image.jpg", "NotAnImage", "These are the site notes, not a photograph.\n"u8.ToArray());
        yield return Entry("Positive/broken-empty.jpg", "Empty", []);
        yield return Entry("Negative/broken-truncated.jpg", "Truncated", jpeg[..(jpeg.Length * 2 / 3)]);
        yield return Entry("Positive/broken-truncated.png", "Truncated", png[..(png.Length / 2)]);
        yield return Entry("Negative/broken-corrupt.jpg", "Corrupt", WithBadHuffmanTable(jpeg));
        yield return Entry("Positive/broken-corrupt.png", "Corrupt", WithFlippedByte(png));
        yield return Entry("Negative/broken-unsupported.gif", "Unsupported", Gif);
        yield return Entry("Positive/broken-arithmetic.jpg", "Unsupported", WithFrame(jpeg, 0xC9, 8));
        yield return Entry("Negative/broken-12-bit.jpg", "Unsupported", WithFrame(jpeg, 0xC1, 12));
        yield return Entry("Negative/broken-too-large.png", "TooLarge", HugePng);
    }

    private static (SyntheticBrokenFile File, byte[] Bytes) Entry(string path, string status, byte[] bytes) =>
        (new SyntheticBrokenFile(path, status), bytes);

    // In the middle of the pixel data: the chunk's checksum fails, whatever the inflated bytes look like.
    private static byte[] WithFlippedByte(byte[] png)
    {
        byte[] broken = [.. png];
        broken[png.Length / 2] ^= 0xFF;
        return broken;
    }

    // Five codes of one bit, where there is room for two.
    private static byte[] WithBadHuffmanTable(byte[] jpeg)
    {
        byte[] broken = [.. jpeg];
        broken[Segment(jpeg, 0xC4) + 5] = 5;
        return broken;
    }

    private static byte[] WithFrame(byte[] jpeg, byte marker, byte bits)
    {
        byte[] broken = [.. jpeg];
        int frame = Segment(jpeg, 0xC0);
        broken[frame + 1] = marker;
        broken[frame + 4] = bits;
        return broken;
    }

    private static int Segment(byte[] jpeg, byte marker)
    {
        int offset = HeaderSegment;
        while (jpeg[offset + 1] != marker)
        {
            offset += 2 + ((jpeg[offset + 2] << 8) | jpeg[offset + 3]);
        }

        return offset;
    }
}
