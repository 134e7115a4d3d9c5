namespace CrackLab.Imaging;

/// <summary>How a resized pixel is made from the ones it covers.</summary>
public enum Interpolation
{
    /// <summary>Triangle filter; when shrinking it is widened by the scale (antialiased), as Pillow and tf.image do.</summary>
    Bilinear,

    /// <summary>Mean over the covered area, edge pixels in part (box filter).</summary>
    Area,
}
