namespace CrackLab.Imaging;

/// <summary>Changes a picture's size.</summary>
public static class Resizer
{
    /// <summary>Resizes to exactly the given size; the aspect ratio is not kept.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">New width in pixels, at least 1.</param>
    /// <param name="height">New height in pixels, at least 1.</param>
    /// <param name="interpolation">The filter.</param>
    public static Image Resize(Image image, int width, int height, Interpolation interpolation = Interpolation.Bilinear) =>
        throw new NotSupportedException();
}
