namespace CrackLab.Tracking.Events;

/// <summary>Letters of 5x7 pixels, for captions in pictures; small letters look like capital ones, unknown ones are boxes.</summary>
internal static class PixelFont
{
    /// <summary>Pixels from one letter to the next.</summary>
    public const int Advance = 6;

    /// <summary>Pixels from the top of a letter to its bottom.</summary>
    public const int Height = 7;

    private const int Width = 5;
    private const ulong Box = 0x7E318C63F;
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-_%: /+()";

    /// <summary>A letter's pixels, row by row from the top left, the first in the highest of 35 bits.</summary>
    private static readonly ulong[] Glyphs =
    [
        0x3A33AE62E, 0x11842108E, 0x3A211111F, 0x78217043E, 0x08CA97C42, 0x7E1E0862E,
        0x3A10F462E, 0x7C2211084, 0x3A317462E, 0x3A317842E, 0x3A31FC631, 0x7A31F463E,
        0x3E108420F, 0x7A318C63E, 0x7E10F421F, 0x7E10F4210, 0x3E109C62F, 0x4631FC631,
        0x38842108E, 0x1C4210A4C, 0x4654C5251, 0x42108421F, 0x4775AC631, 0x4739ACE71,
        0x3A318C62E, 0x7A31F4210, 0x3A318D64D, 0x7A31F5251, 0x3E107043E, 0x7C8421084,
        0x46318C62E, 0x46318A944, 0x4631AD771, 0x462A22A31, 0x462A21084, 0x7C222221F,
        0x00000018C, 0x000070000, 0x00000001F, 0x672222273, 0x018C03180, 0x000000000,
        0x044222110, 0x0084F9080, 0x088842082, 0x208210888,
    ];

    /// <summary>Whether a pixel of a letter is set.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="x">0..4 from the left.</param>
    /// <param name="y">0..6 from the top.</param>
    public static bool IsSet(char letter, int x, int y)
    {
        int index = Letters.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
        ulong glyph = index < 0 ? Box : Glyphs[index];
        return ((glyph >> ((Width * Height) - 1 - (y * Width) - x)) & 1) != 0;
    }

    /// <summary>The pixels that are set in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scale">Side of a pixel.</param>
    /// <returns>Squares' top left corners, from the text's own.</returns>
    public static IEnumerable<(int X, int Y)> Squares(string text, int scale)
    {
        for (int i = 0; i < text.Length; i++)
        {
            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    if (IsSet(text[i], x, y))
                        yield return (((i * Advance) + x) * scale, y * scale);
                }
            }
        }
    }
}
