namespace CrackLab.Imaging;

/// <summary>How a resized pixel is made from the ones it covers.</summary>
public enum Interpolation
{
    /// <summary>Triangle filter; when shrinking it is widened by the scale (antialiased), as Pillow and tf.image do.</summary>
    Bilinear,

    /// <summary>Mean of the pixels whose centres lie in the covered area (box filter), as Pillow does; enlarging repeats pixels.</summary>
    Area,
}
