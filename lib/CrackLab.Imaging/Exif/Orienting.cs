namespace CrackLab.Imaging.Exif;

/// <summary>Turns stored pixels upright.</summary>
internal static class Orienting
{
    /// <summary>Applies the orientation when the options ask for it.</summary>
    public static Image Upright(this Image image, DecodeOptions options, int orientation) =>
        options.ApplyOrientation && orientation != 1 ? Apply(image, orientation, options.CancellationToken) : image;

    /// <summary>Flips or turns a picture as EXIF orientation 1 to 8 says.</summary>
    public static Image Apply(Image image, int orientation, CancellationToken cancellationToken = default)
    {
        int width = image.Width, height = image.Height, channels = image.Channels;
        bool swapped = orientation >= 5;
        int newWidth = swapped ? height : width, newHeight = swapped ? width : height;

        // Source index of the first pixel of the upright picture, and the steps to its right and lower neighbours.
        (int firstX, int firstY) = orientation switch
        {
            2 => (width - 1, 0),
            3 => (width - 1, height - 1),
            4 => (0, height - 1),
            6 => (0, height - 1),
            7 => (width - 1, height - 1),
            8 => (width - 1, 0),
            _ => (0, 0),
        };
        int rightward = orientation is 2 or 3 or 7 or 8 ? -channels : channels;
        int downward = orientation is 3 or 4 or 6 or 7 ? -channels * width : channels * width;
        (int stepX, int stepY) = swapped ? (downward, rightward) : (rightward, downward);

        byte[] pixels = new byte[image.Pixels.Length];
        ReadOnlySpan<byte> source = image.Pixels;
        int target = 0;
        for (int y = 0; y < newHeight; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int from = (((firstY * width) + firstX) * channels) + (y * stepY);
            for (int x = 0; x < newWidth; x++, from += stepX, target += channels)
            {
                for (int c = 0; c < channels; c++) pixels[target + c] = source[from + c];
            }
        }

        return new Image(newWidth, newHeight, channels, pixels);
    }
}
