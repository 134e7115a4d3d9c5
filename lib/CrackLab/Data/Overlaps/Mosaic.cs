using CrackLab.Imaging;

namespace CrackLab.Data.Overlaps;

/// <summary>Stitches the crops of a photograph together again.</summary>
public static class Mosaic
{
    /// <summary>Most pixels of a stitched photograph.</summary>
    public const long MostPixels = 100_000_000;

    /// <summary>Lays the crops where they belong; where several lie, their mean is taken, and where none does, it is white.</summary>
    /// <param name="root">The dataset folder.</param>
    /// <param name="photograph">The crops.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The picture, and where its upper left corner lies in the photograph's frame.</returns>
    /// <exception cref="InvalidDataException">A crop cannot be read, or the photograph is too large.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static (Image Picture, int Left, int Top) Stitch(string root, Photograph photograph, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        ArgumentNullException.ThrowIfNull(photograph);
        (int Left, int Top, int Right, int Bottom)[] boxes = [.. photograph.Crops.Select(BoxOf)];
        int left = boxes.Min(box => box.Left), top = boxes.Min(box => box.Top);
        long width = boxes.Max(box => box.Right) - (long)left, height = boxes.Max(box => box.Bottom) - (long)top;
        if (width * height > MostPixels)
        {
            throw new InvalidDataException(
                $"Mosaic of '{photograph.Name}': expected at most {MostPixels} pixels, received {width} x {height}. Leave that group out.");
        }

        var sums = new int[width * height * 3];
        var counts = new int[width * height];
        for (int crop = 0; crop < boxes.Length; crop++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PlacedCrop placed = photograph.Crops[crop];
            Add(Read(Path.Combine(root, placed.Path), cancellationToken), placed.Placement.Symmetry, boxes[crop].Left - left, boxes[crop].Top - top, (int)width, sums, counts);
        }

        var picture = new Image((int)width, (int)height);
        for (int i = 0; i < sums.Length; i++)
        {
            int count = counts[i / 3];
            picture.Pixels[i] = count == 0 ? (byte)255 : (byte)((sums[i] + (count / 2)) / count);
        }

        return (picture, left, top);
    }

    /// <summary>The pixels of the photograph's frame that a crop covers.</summary>
    internal static (int Left, int Top, int Right, int Bottom) BoxOf(PlacedCrop crop)
    {
        (int width, int height) = crop.Placement.Symmetry.Transposed ? (crop.Height, crop.Width) : (crop.Width, crop.Height);
        int left = (int)Math.Floor(crop.Placement.X - (width / 2.0) + 0.5), top = (int)Math.Floor(crop.Placement.Y - (height / 2.0) + 0.5);
        return (left, top, left + width, top + height);
    }

    private static void Add(Image image, Symmetry symmetry, int left, int top, int stride, int[] sums, int[] counts)
    {
        double middleX = (image.Width - 1) / 2.0, middleY = (image.Height - 1) / 2.0;
        (double turnedX, double turnedY) = symmetry.Transposed ? (middleY, middleX) : (middleX, middleY);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                (double movedX, double movedY) = symmetry.Apply(x - middleX, y - middleY);
                int to = ((top + (int)Math.Round(movedY + turnedY)) * stride) + left + (int)Math.Round(movedX + turnedX);
                int from = ((y * image.Width) + x) * 3;
                counts[to]++;
                sums[3 * to] += image.Pixels[from];
                sums[(3 * to) + 1] += image.Pixels[from + 1];
                sums[(3 * to) + 2] += image.Pixels[from + 2];
            }
        }
    }

    private static Image Read(string path, CancellationToken cancellationToken)
    {
        try
        {
            return ImageDecoder.Decode(File.ReadAllBytes(path), DecodeOptions.Default with { CancellationToken = cancellationToken });
        }
        catch (ImageException e)
        {
            throw new InvalidDataException(
                $"'{path}', byte {e.Offset}: expected a picture that can be decoded, received one of which {e.Reason}. Inspect the folder again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(
                $"'{path}': expected the file that was inspected, received '{e.Message.TrimEnd('.')}'. Inspect the folder again.", e);
        }
    }
}
