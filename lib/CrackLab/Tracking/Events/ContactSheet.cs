using CrackLab.Imaging;

namespace CrackLab.Tracking.Events;

/// <summary>Small pictures in rows, each with two lines below it.</summary>
internal static class ContactSheet
{
    /// <summary>Most pictures on a sheet.</summary>
    public const int Most = 12;

    private const int Columns = 4;
    private const int LeastWidth = 72;
    private const int MostSide = 128;
    private const int Gap = 4;
    private const int LineHeight = PixelFont.Height + 2;

    /// <summary>Draws a sheet.</summary>
    /// <param name="pictures">1 to 12 square RGB pictures of one size; large ones are shrunk.</param>
    public static Image Draw(IReadOnlyList<(Image Picture, string Caption, string Note)> pictures)
    {
        int side = Math.Min(pictures[0].Picture.Width, MostSide);
        int width = Math.Max(side, LeastWidth) + Gap, height = side + Gap + (2 * LineHeight);
        int columns = Math.Min(Columns, pictures.Count), rows = (pictures.Count + Columns - 1) / Columns;
        var canvas = new Canvas((columns * width) + Gap, (rows * height) + Gap);
        int letters = (width - Gap) / PixelFont.Advance;
        for (int i = 0; i < pictures.Count; i++)
        {
            int x = Gap + (i % Columns * width), y = Gap + (i / Columns * height);
            (Image picture, string caption, string note) = pictures[i];
            canvas.Paste(picture.Width == side ? picture : Resizer.Resize(picture, side, side), x, y);
            canvas.Write(x, y + side + 2, Cut(caption, letters), Colour.Ink);
            canvas.Write(x, y + side + 2 + LineHeight, Cut(note, letters), Colour.Ink);
        }

        return canvas.Picture;
    }

    /// <summary>As many letters of a text as there is room for.</summary>
    public static string Cut(string text, int letters) => text.Length <= letters ? text : text[..letters];
}
