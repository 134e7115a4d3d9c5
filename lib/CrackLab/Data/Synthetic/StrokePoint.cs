namespace CrackLab.Data.Synthetic;

/// <summary>A point on a stroke.</summary>
/// <param name="X">Column in pixels.</param>
/// <param name="Y">Row in pixels.</param>
/// <param name="Width">Width of the stroke there, in pixels.</param>
internal readonly record struct StrokePoint(float X, float Y, float Width)
{
    /// <summary>Returns a point part of the way to another.</summary>
    /// <param name="other">The other point.</param>
    /// <param name="part">0 (here) to 1 (there).</param>
    public StrokePoint Towards(StrokePoint other, float part) => new(
        X + (part * (other.X - X)), Y + (part * (other.Y - Y)), Width + (part * (other.Width - Width)));
}
