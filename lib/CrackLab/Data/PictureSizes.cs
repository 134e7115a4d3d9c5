using CrackLab.Imaging;

namespace CrackLab.Data;

/// <summary>How large the pictures of a set are.</summary>
internal static class PictureSizes
{
    private const int MostRead = 99;

    /// <summary>The middle one of the shorter sides in pixels, of pictures spread over the set; <see langword="null"/> where none can be read.</summary>
    /// <param name="set">The set; at most 99 of its files are looked at, and only their headers.</param>
    public static int? Median(ImageSet set)
    {
        int count = Math.Min(set.Count, MostRead);
        int[] sides = [.. Enumerable.Range(0, count).Select(i => Side(set.FullPath(set.Samples[(int)((long)i * set.Count / count)]))).OfType<int>().Order()];
        return sides.Length > 0 ? sides[(sides.Length - 1) / 2] : null;
    }

    private static int? Side(string path)
    {
        try
        {
            ImageInfo info = ImageDecoder.Identify(File.ReadAllBytes(path));
            return Math.Min(info.Width, info.Height);
        }
        catch (Exception error) when (error is ImageException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
