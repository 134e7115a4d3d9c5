namespace CrackLab.Data.Overlaps;

/// <summary>A link between two distinct pictures, by their indices in the ordinal order of their hashes.</summary>
internal sealed record FoundLink(
    int First, int Second, int Symmetry, double X, double Y, double Correlation, double Shared, int Votes, bool IsTwin)
{
    /// <summary>Where the first lies in the second's frame.</summary>
    public Placement Placement() => new(Overlaps.Symmetry.FromIndex(Symmetry), X, Y);
}
