namespace CrackLab.Imaging.Bmp;

/// <summary>How a bitmap's pixels are packed, by the stored number.</summary>
internal enum BmpCompression
{
    None = 0,
    Rle8 = 1,
    Rle4 = 2,
    BitFields = 3,
    Jpeg = 4,
    Png = 5,
    AlphaBitFields = 6,
}
