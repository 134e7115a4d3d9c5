namespace CrackLab.Data.Overlaps;

/// <summary>One of the eight ways to lay a square on itself: transposed or not, then mirrored along x, y, both or neither.</summary>
/// <param name="Transposed">Whether x and y are exchanged first (a mirror at the main diagonal).</param>
/// <param name="MirroredX">Whether left and right are then exchanged.</param>
/// <param name="MirroredY">Whether top and bottom are then exchanged.</param>
public readonly record struct Symmetry(bool Transposed, bool MirroredX, bool MirroredY)
{
    private static readonly string[] Names =
    [
        "upright", "mirrored left-right", "mirrored top-bottom", "half turn",
        "mirrored at the diagonal", "quarter turn clockwise", "quarter turn counterclockwise", "mirrored at the other diagonal",
    ];

    /// <summary>All eight, by <see cref="Index"/>.</summary>
    public static IReadOnlyList<Symmetry> All { get; } = [.. Enumerable.Range(0, 8).Select(FromIndex)];

    /// <summary>0 to 7: 1 for mirrored along x, 2 along y, 4 for transposed, added up.</summary>
    public int Index => (MirroredX ? 1 : 0) + (MirroredY ? 2 : 0) + (Transposed ? 4 : 0);

    /// <summary>What undoes it.</summary>
    public Symmetry Inverse => Transposed ? new(true, MirroredY, MirroredX) : this;

    /// <summary>The symmetry of an index.</summary>
    /// <param name="index">0 to 7, as <see cref="Index"/> gives it.</param>
    public static Symmetry FromIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, 7);
        return new((index & 4) != 0, (index & 1) != 0, (index & 2) != 0);
    }

    /// <summary>Moves a point, counted from the centre, x to the right and y down.</summary>
    /// <param name="x">Pixels to the right of the centre.</param>
    /// <param name="y">Pixels below the centre.</param>
    public (double X, double Y) Apply(double x, double y)
    {
        (x, y) = Transposed ? (y, x) : (x, y);
        return (MirroredX ? -x : x, MirroredY ? -y : y);
    }

    /// <summary>First this one, then another.</summary>
    /// <param name="next">The one that comes after.</param>
    public Symmetry Then(Symmetry next)
    {
        (bool x, bool y) = next.Transposed ? (MirroredY, MirroredX) : (MirroredX, MirroredY);
        return new(Transposed != next.Transposed, x != next.MirroredX, y != next.MirroredY);
    }

    /// <summary>Its name in words, such as "quarter turn clockwise".</summary>
    public override string ToString() => Names[Index];
}
