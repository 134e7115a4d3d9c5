using CrackLab.Imaging;

namespace CrackLab.Benchmarks.Heatmaps;

/// <summary>Marks cracks without any model: pixels much darker than the middle of their surroundings, in long patches.</summary>
/// <remarks>Wide cracks are marked whole, hairlines in part, shadows now and then. It knows nothing of what it is to judge.</remarks>
internal static class DarkLines
{
    private const int Coarse = 4;
    private const int Reach = 15;
    private const int Darker = 38;
    private const int LeastArea = 150;
    private const int LeastExtent = 45;

    /// <summary>Marks them.</summary>
    /// <param name="photo">RGB.</param>
    /// <returns>(height, width) whether a pixel is marked.</returns>
    public static bool[] Mark(Image photo)
    {
        (int width, int height) = (photo.Width, photo.Height);
        double[] grey = Smooth(photo);
        double[] background = Background(grey, width, height);
        bool[] dark = [.. grey.Select((value, i) => background[i] - value > Darker)];
        bool[] marked = new bool[dark.Length], seen = new bool[dark.Length];
        for (int start = 0; start < dark.Length; start++)
        {
            if (dark[start] && !seen[start])
            {
                List<int> patch = Gather(dark, seen, start, width, height);
                int across = patch.Max(i => i % width) - patch.Min(i => i % width), down = patch.Max(i => i / width) - patch.Min(i => i / width);
                if (patch.Count >= LeastArea && Math.Max(across, down) >= LeastExtent)
                {
                    foreach (int i in patch)
                    {
                        marked[i] = true;
                    }
                }
            }
        }

        return marked;
    }

    private static double[] Smooth(Image photo)
    {
        (int width, int height) = (photo.Width, photo.Height);
        double[] grey = [.. Enumerable.Range(0, width * height).Select(i =>
            (0.299 * photo.Pixels[3 * i]) + (0.587 * photo.Pixels[(3 * i) + 1]) + (0.114 * photo.Pixels[(3 * i) + 2]))];
        double[] smooth = new double[grey.Length];
        for (int i = 0; i < grey.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, width);
            double sum = 0;
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    sum += grey[(Math.Clamp(y + dy, 0, height - 1) * width) + Math.Clamp(x + dx, 0, width - 1)];
                }
            }

            smooth[i] = sum / 9;
        }

        return smooth;
    }

    /// <summary>At every fourth pixel the median of every fourth pixel around it.</summary>
    private static double[] Background(double[] grey, int width, int height)
    {
        int columns = (width + Coarse - 1) / Coarse, rows = (height + Coarse - 1) / Coarse;
        double At(int x, int y) => grey[(Math.Clamp(y, 0, rows - 1) * Coarse * width) + (Math.Clamp(x, 0, columns - 1) * Coarse)];
        double[] medians = new double[columns * rows];
        Parallel.For(0, medians.Length, i =>
        {
            (int y, int x) = Math.DivRem(i, columns);
            double[] around = [.. from dy in Enumerable.Range(-Reach, (2 * Reach) + 1) from dx in Enumerable.Range(-Reach, (2 * Reach) + 1) select At(x + dx, y + dy)];
            Array.Sort(around);
            medians[i] = around[around.Length / 2];
        });
        return [.. Enumerable.Range(0, grey.Length).Select(i => medians[(i / width / Coarse * columns) + (i % width / Coarse)])];
    }

    private static List<int> Gather(bool[] dark, bool[] seen, int start, int width, int height)
    {
        List<int> patch = [start];
        seen[start] = true;
        for (int next = 0; next < patch.Count; next++)
        {
            (int y, int x) = Math.DivRem(patch[next], width);
            for (int row = Math.Max(0, y - 1); row <= Math.Min(height - 1, y + 1); row++)
            {
                for (int column = Math.Max(0, x - 1); column <= Math.Min(width - 1, x + 1); column++)
                {
                    int i = (row * width) + column;
                    if (dark[i] && !seen[i])
                    {
                        seen[i] = true;
                        patch.Add(i);
                    }
                }
            }
        }

        return patch;
    }
}
