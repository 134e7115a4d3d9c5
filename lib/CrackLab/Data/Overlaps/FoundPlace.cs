namespace CrackLab.Data.Overlaps;

/// <summary>Where a distinct picture lies: its photograph, the same number for all of its crops, and its place there.</summary>
internal sealed record FoundPlace(int Photo, int Symmetry, double X, double Y, int Width, int Height)
{
    /// <summary>Where it lies in the photograph's frame.</summary>
    public Placement Placement() => new(Overlaps.Symmetry.FromIndex(Symmetry), X, Y);
}
