namespace CrackLab.Data.Overlaps;

/// <summary>Compares pictures by their signatures, and says when that is enough to call them overlapping.</summary>
internal sealed class PairCheck(PictureSignature[] pictures) : IPairCheck
{
    // Samples of the detail that two must share at least.
    private const int LeastShared = 500;
    private const double ManyShared = 6000;
    private const double TwinCorrelation = 0.9;
    private const double TwinSupport = 0.8;
    private const double TwinRelief = 0.3;
    private const double MostStretch = 1.03;

    /// <summary>Lays the first of a candidate on the second.</summary>
    public Comparison Compare(Candidate candidate) =>
        Comparison.Of(pictures[candidate.First].Detail, pictures[candidate.Second].Detail, candidate);

    /// <summary>Where the first of a candidate lies in the second, in pixels.</summary>
    public Placement InPixels(Candidate candidate)
    {
        int step = pictures[candidate.Second].Step;
        return new Placement(candidate.Symmetry, candidate.X * step, candidate.Y * step);
    }

    /// <summary>Whether a comparison is good enough for a link.</summary>
    public static bool IsLink(Comparison comparison) =>
        comparison.Correlation.Shared >= LeastShared
        && comparison.Candidate.Votes switch
        {
            2 => comparison.Correlation.Value >= 0.85 && comparison.Support >= 0.75,
            3 => comparison.Correlation.Value >= 0.75 && comparison.Support >= 0.65,
            _ => comparison.Correlation.Value >= 0.6 && comparison.Support >= 0.5,
        };

    /// <summary>How much a link bears by itself.</summary>
    public static LinkStrength StrengthOf(Comparison comparison) =>
        (comparison.Candidate.Votes, comparison.Correlation.Value, comparison.Support) switch
        {
            ( >= 5, >= 0.9, >= 0.8) => LinkStrength.Certain,
            (_, >= 0.9, >= 0.8) => LinkStrength.Sound,
            _ => LinkStrength.Weak,
        };

    /// <summary>What links are ordered by: how alike the two are, and over how much.</summary>
    public static double Score(Comparison comparison) =>
        Math.Min(comparison.Correlation.Value, comparison.Support) * Math.Min(1, comparison.Correlation.Shared / ManyShared);

    /// <summary>Whether two pictures that lie on each other at a placement are one crop.</summary>
    public bool IsTwin(Comparison comparison)
    {
        PictureSignature first = pictures[comparison.Candidate.First], second = pictures[comparison.Candidate.Second];
        (int width, int height) = comparison.Candidate.Symmetry.Transposed ? (first.Height, first.Width) : (first.Width, first.Height);
        Placement placement = InPixels(comparison.Candidate);
        return Math.Abs(width - second.Width) <= 2 && Math.Abs(height - second.Height) <= 2
            && Math.Abs(placement.X) < 2 && Math.Abs(placement.Y) < 2
            && comparison.Correlation.Value >= TwinCorrelation && comparison.Support >= TwinSupport;
    }

    /// <summary>Compares two pictures as wholes, whatever their sizes.</summary>
    /// <returns>The comparison, or <see langword="null"/> where they are not one crop.</returns>
    public Comparison? CompareWhole(Candidate candidate)
    {
        PictureSignature first = pictures[candidate.First], second = pictures[candidate.Second];
        (int width, int height) = candidate.Symmetry.Transposed ? (first.Height, first.Width) : (first.Width, first.Height);
        double stretch = (double)width * second.Height / ((double)height * second.Width);
        if (Math.Max(stretch, 1 / stretch) > MostStretch)
        {
            return null;
        }

        Tile turned = first.Whole.Turned(candidate.Symmetry);
        var correlation = Correlation.Of(turned, second.Whole, 0, 0);
        if (correlation.Value < TwinCorrelation || correlation.Relief < TwinRelief)
        {
            return null;
        }

        double support = CellSupport.Of(turned, second.Whole, 0, 0);
        return support < TwinSupport ? null : new Comparison(candidate with { X = 0, Y = 0, Votes = 0 }, correlation, support);
    }

    /// <inheritdoc/>
    public double Shared(int first, int second, Placement placement)
    {
        PictureSignature one = pictures[first], other = pictures[second];
        (int width, int height) = placement.Symmetry.Transposed ? (one.Height, one.Width) : (one.Width, one.Height);
        double across = Math.Min(placement.X + (width / 2.0), other.Width / 2.0) - Math.Max(placement.X - (width / 2.0), -other.Width / 2.0);
        double down = Math.Min(placement.Y + (height / 2.0), other.Height / 2.0) - Math.Max(placement.Y - (height / 2.0), -other.Height / 2.0);
        return Math.Max(0, across) * Math.Max(0, down) / Math.Min((double)width * height, (double)other.Width * other.Height);
    }

    /// <inheritdoc/>
    public bool Agrees(int first, int second, Placement placement)
    {
        float step = pictures[second].Step;
        var candidate = new Candidate(first, second, placement.Symmetry, (float)placement.X / step, (float)placement.Y / step, 0);
        Comparison comparison = Compare(candidate);
        return comparison.Correlation.Value >= 0.6 && comparison.Support >= 0.5;
    }
}
