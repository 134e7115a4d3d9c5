using System.IO.Compression;

namespace CrackLab.Imaging.Tests;

/// <summary>Pictures and the pixels that Pillow makes of them; make_golden.py beside them wrote both.</summary>
internal static class GoldenFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    public static byte[] Pixels(string name)
    {
        using FileStream packed = File.OpenRead(Path.Combine(Folder, name + ".rgb"));
        using ZLibStream unpacked = new(packed, CompressionMode.Decompress);
        using MemoryStream pixels = new();
        unpacked.CopyTo(pixels);
        return pixels.ToArray();
    }

    /// <summary>Name, file, downscale, width, height of each case.</summary>
    public static IEnumerable<TheoryDataRow<string, string, int, int, int>> Cases(bool resizes) =>
        from line in File.ReadLines(Path.Combine(Folder, "manifest.csv")).Skip(1)
        let cells = line.Split(',')
        where cells[0].StartsWith("resize-", StringComparison.Ordinal) == resizes
        select new TheoryDataRow<string, string, int, int, int>(
            cells[0], cells[1], int.Parse(cells[2]), int.Parse(cells[3]), int.Parse(cells[4]));

    /// <summary>Every picture once.</summary>
    public static string[] Pictures() => [.. Cases(resizes: false).Select(row => row.Data.Item2).Distinct(StringComparer.Ordinal)];
}
