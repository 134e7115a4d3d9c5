using CrackLab.Imaging;
using CrackLab.Mapping;

namespace CrackLab.Benchmarks.Heatmaps;

/// <summary>A photo cut into square blocks: what a map says of those with a crack and of those without.</summary>
/// <param name="Cracked">Mean log-odds of blocks that a crack takes a twentieth of.</param>
/// <param name="Sound">Mean log-odds of blocks without a marked pixel in them or near them.</param>
internal sealed record BlockScores(IReadOnlyList<double> Cracked, IReadOnlyList<double> Sound)
{
    private const int Side = 32;
    private const int Near = 12;
    private const double LeastShare = 0.05;

    /// <summary>Cuts a photo; blocks with less of a crack, or beside one, count on neither side.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="map">Its map.</param>
    public static BlockScores Of(Image photo, PhotoMap map)
    {
        bool[] marked = DarkLines.Mark(photo);
        List<double> cracked = [], sound = [];
        for (int top = 0; top + Side <= photo.Height; top += Side)
        {
            for (int left = 0; left + Side <= photo.Width; left += Side)
            {
                double score = Pixels(left, top, 0).Average(at => map.LogOdds[((int)((at.Y + 0.5) / map.CellSize) * map.Columns) + (int)((at.X + 0.5) / map.CellSize)]);
                if (Pixels(left, top, 0).Count(at => marked[(at.Y * photo.Width) + at.X]) >= LeastShare * Side * Side)
                {
                    cracked.Add(score);
                }
                else if (!Pixels(left, top, Near).Any(at => marked[(at.Y * photo.Width) + at.X]))
                {
                    sound.Add(score);
                }
            }
        }

        return new BlockScores(cracked, sound);

        IEnumerable<(int X, int Y)> Pixels(int left, int top, int margin) =>
            from y in Enumerable.Range(Math.Max(0, top - margin), Math.Min(photo.Height, top + Side + margin) - Math.Max(0, top - margin))
            from x in Enumerable.Range(Math.Max(0, left - margin), Math.Min(photo.Width, left + Side + margin) - Math.Max(0, left - margin))
            select (x, y);
    }

    /// <summary>The chance that a block with a crack is hotter than one without; ties count half.</summary>
    /// <param name="cracked">Scores of those with.</param>
    /// <param name="sound">Scores of those without.</param>
    public static double Auc(IReadOnlyList<double> cracked, IReadOnlyList<double> sound)
    {
        double[] sorted = [.. sound.Order()];
        return cracked.Average(score =>
        {
            int below = Bound(sorted, score, orEqual: false), upTo = Bound(sorted, score, orEqual: true);
            return (below + ((upTo - below) / 2.0)) / sorted.Length;
        });
    }

    private static int Bound(double[] sorted, double score, bool orEqual)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool isBelow = orEqual ? sorted[middle] <= score : sorted[middle] < score;
            (low, high) = isBelow ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
