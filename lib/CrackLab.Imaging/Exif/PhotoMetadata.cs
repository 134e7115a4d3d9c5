namespace CrackLab.Imaging.Exif;

/// <summary>What a camera noted beside the pixels: when, where, with what.</summary>
public sealed record PhotoMetadata
{
    private const ushort MakeTag = 0x010F;
    private const ushort ModelTag = 0x0110;
    private const ushort ExifDirectoryTag = 0x8769;
    private const ushort GpsDirectoryTag = 0x8825;

    private static readonly PhotoMetadata Nothing = new();

    /// <summary>When the photo was taken, else digitized, else last changed, or <see langword="null"/>.</summary>
    public PhotoDate? DateTaken { get; init; }

    /// <summary>Where the photo was taken, or <see langword="null"/>.</summary>
    public PhotoLocation? Location { get; init; }

    /// <summary>Who made the camera, or <see langword="null"/>.</summary>
    public string? CameraMake { get; init; }

    /// <summary>The camera's model, or <see langword="null"/>.</summary>
    public string? CameraModel { get; init; }

    /// <summary>How the stored pixels lie, 1 (upright) to 8; decoders turn them upright unless asked not to.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>Reads a JPEG's or PNG's EXIF block. No pixel is decoded.</summary>
    /// <param name="file">A file's bytes, or its beginning: a JPEG's block stands before the pixels.</param>
    /// <returns>What could be read. Whatever is missing, cut short or senseless is absent; nothing throws.</returns>
    public static PhotoMetadata Read(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> block = ExifBlock.Find(file);
        if (block.IsEmpty)
        {
            return Nothing;
        }

        TiffDirectory first = TiffDirectory.Open(block);
        return new PhotoMetadata
        {
            DateTaken = ExifDate.Read(first, first.Below(ExifDirectoryTag)),
            Location = ExifLocation.Read(first.Below(GpsDirectoryTag)),
            CameraMake = first.Text(MakeTag),
            CameraModel = first.Text(ModelTag),
            Orientation = ExifOrientation.Read(first),
        };
    }
}
