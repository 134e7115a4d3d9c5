namespace CrackLab.Imaging;

/// <summary>What a file's header says, read without decoding pixels.</summary>
/// <param name="Format">The format found by content.</param>
/// <param name="Width">Width in pixels as stored, before orientation.</param>
/// <param name="Height">Height in pixels as stored, before orientation.</param>
/// <param name="Mode">How pixels are stored: "Gray", "RGB", "YCbCr 4:2:0", "CMYK", "Palette", "RGBA" and so on.</param>
/// <param name="BitsPerSample">Bits of one sample, 1 to 16.</param>
/// <param name="Orientation">EXIF orientation, 1 (upright) to 8.</param>
public sealed record ImageInfo(
    ImageFormat Format, int Width, int Height, string Mode, int BitsPerSample, int Orientation);
