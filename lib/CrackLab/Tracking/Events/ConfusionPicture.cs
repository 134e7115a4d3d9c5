using System.Globalization;
using CrackLab.Imaging;

namespace CrackLab.Tracking.Events;

/// <summary>A confusion matrix as a picture: the darker a cell, the larger its part of its row.</summary>
internal static class ConfusionPicture
{
    private const int CellWidth = 72;
    private const int CellHeight = 44;
    private const int Names = 112;
    private const int Head = 20;

    /// <summary>Draws the matrix.</summary>
    /// <param name="classes">Class names.</param>
    /// <param name="counts">(actual, predicted) numbers of images.</param>
    public static Image Draw(IReadOnlyList<string> classes, long[,] counts)
    {
        int n = classes.Count;
        var canvas = new Canvas(Names + (n * CellWidth), Head + (n * CellHeight));
        canvas.WriteCentred(Names / 2, Head / 2, "actual / called", Colour.Ink);
        for (int i = 0; i < n; i++)
        {
            canvas.WriteCentred(Names + (i * CellWidth) + (CellWidth / 2), Head / 2, Name(classes[i], CellWidth), Colour.Ink);
            canvas.WriteCentred(Names / 2, Head + (i * CellHeight) + (CellHeight / 2), Name(classes[i], Names), Colour.Ink);
            long total = Enumerable.Range(0, n).Sum(predicted => counts[i, predicted]);
            for (int predicted = 0; predicted < n; predicted++)
                DrawCell(canvas, Names + (predicted * CellWidth), Head + (i * CellHeight), counts[i, predicted], total);
        }

        return canvas.Picture;
    }

    private static void DrawCell(Canvas canvas, int x, int y, long count, long total)
    {
        double part = total == 0 ? 0 : (double)count / total;
        canvas.Fill(x, y, CellWidth - 1, CellHeight - 1, Colour.White.Towards(Colour.DeepBlue, part));
        Colour ink = part > 0.5 ? Colour.White : Colour.Ink;
        canvas.WriteCentred(x + (CellWidth / 2), y + 16, count.ToString(CultureInfo.InvariantCulture), ink, scale: 2);
        canvas.WriteCentred(x + (CellWidth / 2), y + 34, $"{(100 * part).ToString("0.0", CultureInfo.InvariantCulture)}%", ink);
    }

    private static string Name(string name, int width) => ContactSheet.Cut(name, width / PixelFont.Advance);
}
