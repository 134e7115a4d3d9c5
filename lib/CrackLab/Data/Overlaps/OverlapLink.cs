namespace CrackLab.Data.Overlaps;

/// <summary>Two pictures that show the same piece of the same photograph, and what says so.</summary>
/// <param name="First">Path of the first, relative to the dataset folder.</param>
/// <param name="Second">Path of the second.</param>
/// <param name="Placement">Where the first lies in the second's frame, in the second's pixels from its centre.</param>
/// <param name="Correlation">Normalised correlation of their texture over the shared area, -1..1.</param>
/// <param name="Shared">Part of the smaller one that they share, 0..1.</param>
/// <param name="Votes">How many spots were found in both at just that placement; 0 where they were compared as wholes.</param>
/// <param name="IsTwin">Whether they are one crop: re-encoded, resized, brightened, mirrored or turned.</param>
public sealed record OverlapLink(
    string First, string Second, Placement Placement, double Correlation, double Shared, int Votes, bool IsTwin)
{
    /// <summary>The link in words.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{First} on {Second}: {Placement.Symmetry}, {Placement.X:+0;-0;0} px across, {Placement.Y:+0;-0;0} px down, correlation {Correlation:0.000} over {100 * Shared:0}%{(IsTwin ? ", twins" : "")}");
}
