namespace CrackLab.Data.Overlaps;

/// <summary>Where a crop lies in the frame of another one, or of a photograph.</summary>
/// <param name="Symmetry">How the crop is turned or mirrored to lie there.</param>
/// <param name="X">Pixels from the frame's origin to the right to the crop's centre.</param>
/// <param name="Y">Pixels from the frame's origin down to the crop's centre.</param>
public readonly record struct Placement(Symmetry Symmetry, double X, double Y)
{
    /// <summary>Where the frame lies as seen from the crop.</summary>
    public Placement Inverse
    {
        get
        {
            (double x, double y) = Symmetry.Inverse.Apply(-X, -Y);
            return new(Symmetry.Inverse, x, y);
        }
    }

    /// <summary>Where the crop lies in a frame that this one's frame lies in.</summary>
    /// <param name="frame">Where the frame lies.</param>
    public Placement In(Placement frame)
    {
        (double x, double y) = frame.Symmetry.Apply(X, Y);
        return new(Symmetry.Then(frame.Symmetry), x + frame.X, y + frame.Y);
    }
}
