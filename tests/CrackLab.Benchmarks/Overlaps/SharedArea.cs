using CrackLab.Data.Overlaps;
using CrackLab.Imaging;

namespace CrackLab.Benchmarks.Overlaps;

/// <summary>What two crops show of the area that a link says they share.</summary>
internal static class SharedArea
{
    /// <summary>The first crop's pixels, laid as the second's are, and the second's.</summary>
    public static (Image First, Image Second) Of(string root, OverlapLink link)
    {
        Image first = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(root, link.First)));
        Image second = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(root, link.Second)));
        Placement placement = link.Placement;
        (int width, int height) = placement.Symmetry.Transposed ? (first.Height, first.Width) : (first.Width, first.Height);
        int x = (int)Math.Round(placement.X + ((second.Width - width) / 2.0)), y = (int)Math.Round(placement.Y + ((second.Height - height) / 2.0));
        int left = Math.Max(0, x), right = Math.Min(second.Width, x + width);
        int top = Math.Max(0, y), bottom = Math.Min(second.Height, y + height);
        var one = new Image(right - left, bottom - top);
        var other = new Image(right - left, bottom - top);
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
            {
                (double fromX, double fromY) = placement.Symmetry.Inverse.Apply(column - x - ((width - 1) / 2.0), row - y - ((height - 1) / 2.0));
                int from = (((int)Math.Round(fromY + ((first.Height - 1) / 2.0)) * first.Width) + (int)Math.Round(fromX + ((first.Width - 1) / 2.0))) * 3;
                int to = (((row - top) * one.Width) + column - left) * 3;
                first.Pixels.AsSpan(from, 3).CopyTo(one.Pixels.AsSpan(to));
                second.Pixels.AsSpan(((row * second.Width) + column) * 3, 3).CopyTo(other.Pixels.AsSpan(to));
            }
        }

        return (one, other);
    }
}
