using CrackLab.Data.Overlaps;

namespace CrackLab.Benchmarks.Overlaps;

/// <summary>Whether the pixels of two crops show by themselves that they overlap just where a link says.</summary>
/// <remarks>
/// The shared area is cut into four parts. Each part by itself is tried at the 625 offsets up to <see cref="Reach"/> pixels
/// about the link's. Parts of strangers are best anywhere among those; parts of one surface are best where the whole is.
/// </remarks>
/// <param name="Correlation">Normalised correlation over the whole shared area at the best offset.</param>
/// <param name="Agreeing">How many of the four parts are best there, 0..4.</param>
internal readonly record struct PixelProof(double Correlation, int Agreeing)
{
    private const int Reach = 12;
    private const int Near = 2;
    private const int Parts = 4;
    private const double LeastCorrelation = 0.5;

    /// <summary>Whether it is proven.</summary>
    public bool Holds => Agreeing >= 3 && Correlation >= LeastCorrelation;

    public static PixelProof Of(string root, OverlapLink link)
    {
        GreyPicture first = GreyPicture.Read(Path.Combine(root, link.First), link.Placement.Symmetry);
        GreyPicture second = GreyPicture.Read(Path.Combine(root, link.Second), Symmetry.All[0]);
        int x = (int)Math.Round(link.Placement.X + ((second.Width - first.Width) / 2.0));
        int y = (int)Math.Round(link.Placement.Y + ((second.Height - first.Height) / 2.0));

        // What both hold at every offset that is tried.
        int left = Math.Max(0, x + Reach), right = Math.Min(second.Width, first.Width + x - Reach);
        int top = Math.Max(0, y + Reach), bottom = Math.Min(second.Height, first.Height + y - Reach);
        if (right - left < Parts || bottom - top < Parts)
        {
            return default;
        }

        (double correlation, int bestX, int bestY) = Best(first, second, x, y, (left, right), (top, bottom));
        int agreeing = 0;
        foreach (((int, int) across, (int, int) down) in Cut((left, right), (top, bottom)))
        {
            (_, int partX, int partY) = Best(first, second, x, y, across, down);
            agreeing += Math.Abs(partX - bestX) <= Near && Math.Abs(partY - bestY) <= Near ? 1 : 0;
        }

        bool isThere = Math.Abs(bestX - x) <= Near && Math.Abs(bestY - y) <= Near;
        return new PixelProof(correlation, isThere ? agreeing : 0);
    }

    // Quarters; of a strip, four pieces of its length.
    private static IEnumerable<((int From, int To) Across, (int From, int To) Down)> Cut((int From, int To) across, (int From, int To) down)
    {
        int width = across.To - across.From, height = down.To - down.From;
        (int columns, int rows) = width > 3 * height ? (Parts, 1) : height > 3 * width ? (1, Parts) : (2, 2);
        for (int part = 0; part < Parts; part++)
        {
            (int column, int row) = (part % columns, part / columns);
            yield return (
                (across.From + (width * column / columns), across.From + (width * (column + 1) / columns)),
                (down.From + (height * row / rows), down.From + (height * (row + 1) / rows)));
        }
    }

    private static (double Correlation, int X, int Y) Best(
        GreyPicture first, GreyPicture second, int x, int y, (int From, int To) across, (int From, int To) down)
    {
        (double Correlation, int X, int Y) best = (double.NegativeInfinity, 0, 0);
        for (int tryY = y - Reach; tryY <= y + Reach; tryY++)
        {
            for (int tryX = x - Reach; tryX <= x + Reach; tryX++)
            {
                double correlation = Correlate(first, second, tryX, tryY, across, down);
                best = correlation > best.Correlation ? (correlation, tryX, tryY) : best;
            }
        }

        return best;
    }

    private static double Correlate(
        GreyPicture first, GreyPicture second, int x, int y, (int From, int To) across, (int From, int To) down)
    {
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (int row = down.From; row < down.To; row++)
        {
            ReadOnlySpan<float> one = first.Samples.AsSpan(((row - y) * first.Width) + across.From - x, across.To - across.From);
            ReadOnlySpan<float> other = second.Samples.AsSpan((row * second.Width) + across.From, one.Length);
            for (int i = 0; i < one.Length; i++)
            {
                a += one[i];
                b += other[i];
                aa += one[i] * one[i];
                bb += other[i] * other[i];
                ab += one[i] * other[i];
            }
        }

        double count = (double)(across.To - across.From) * (down.To - down.From);
        double variance = (aa - (a * a / count)) * (bb - (b * b / count));
        return variance <= 0 ? 0 : (ab - (a * b / count)) / Math.Sqrt(variance);
    }
}
