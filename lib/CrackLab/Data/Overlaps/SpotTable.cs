namespace CrackLab.Data.Overlaps;

/// <summary>The spots of all pictures with their codes, in the order of the pictures.</summary>
internal sealed class SpotTable
{
    private readonly int[] _starts;

    /// <summary>Gathers the spots.</summary>
    /// <param name="pictures">For each picture its spots and as many codes.</param>
    /// <exception cref="InvalidOperationException">There are more pictures than can be told apart.</exception>
    public SpotTable(IReadOnlyList<(Spot[] Spots, SpotCode[] Codes)> pictures)
    {
        if (pictures.Count > SpotMatch.MostPictures)
        {
            throw new InvalidOperationException(
                $"Overlaps: expected at most {SpotMatch.MostPictures} pictures, received {pictures.Count}. Search in parts of the folder.");
        }

        _starts = new int[pictures.Count];
        Spots = new Spot[pictures.Sum(picture => picture.Spots.Length)];
        Codes = new SpotCode[Spots.Length];
        for (int index = 0, filled = 0; index < pictures.Count; index++)
        {
            _starts[index] = filled;
            pictures[index].Spots.CopyTo(Spots, filled);
            pictures[index].Codes.CopyTo(Codes, filled);
            filled += pictures[index].Spots.Length;
        }
    }

    /// <summary>The spots.</summary>
    public Spot[] Spots { get; }

    /// <summary>Their codes.</summary>
    public SpotCode[] Codes { get; }

    /// <summary>The match of two spots of different pictures, given by their places here in any order.</summary>
    public SpotMatch Match(int one, int other)
    {
        (one, other) = Spots[one].Picture < Spots[other].Picture ? (one, other) : (other, one);
        (int first, int second) = (Spots[one].Picture, Spots[other].Picture);
        return SpotMatch.Of(first, second, one - _starts[first], other - _starts[second]);
    }

    /// <summary>The two spots of a match.</summary>
    public (Spot First, Spot Second) this[SpotMatch match] =>
        (Spots[_starts[match.First] + match.FirstSpot], Spots[_starts[match.Second] + match.SecondSpot]);
}
