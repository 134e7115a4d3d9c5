using System.Security.Cryptography;
using CrackLab.Data;

namespace CrackLab.Tests.Data;

/// <summary>A folder of its own for a test, removed at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Path = Directory.CreateTempSubdirectory("cracklab-tests-").FullName;

    public string Path { get; }

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, ReadOnlySpan<byte> bytes)
    {
        string path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Write(string relative, string text) => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Lists the files below a folder with their contents' hashes.</summary>
    public SortedDictionary<string, string> Snapshot(string relative = "")
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(this[relative], "*", SearchOption.AllDirectories))
        {
            string name = System.IO.Path.GetRelativePath(this[relative], path).Replace('\\', '/');
            files[name] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        }

        return files;
    }

    /// <summary>A 24-bit Windows bitmap, bottom-up, whose pixels follow from the seed.</summary>
    public static byte[] Bmp(int width, int height, int seed)
    {
        int stride = ((width * 3) + 3) / 4 * 4;
        var file = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(file);
        BitConverter.TryWriteBytes(file.AsSpan(2), file.Length);
        BitConverter.TryWriteBytes(file.AsSpan(10), 54);
        BitConverter.TryWriteBytes(file.AsSpan(14), 40);
        BitConverter.TryWriteBytes(file.AsSpan(18), width);
        BitConverter.TryWriteBytes(file.AsSpan(22), height);
        BitConverter.TryWriteBytes(file.AsSpan(26), (short)1);
        BitConverter.TryWriteBytes(file.AsSpan(28), (short)24);
        BitConverter.TryWriteBytes(file.AsSpan(34), stride * height);
        for (int y = 0; y < height; y++)
        {
            (byte r, byte g, byte b)[] row = [.. Enumerable.Range(0, width).Select(x => Pixel(x, height - 1 - y, seed))];
            for (int x = 0; x < width; x++)
            {
                (file[54 + (y * stride) + (x * 3) + 2], file[54 + (y * stride) + (x * 3) + 1], file[54 + (y * stride) + (x * 3)]) = row[x];
            }
        }

        return file;
    }

    /// <summary>The pixel that <see cref="Bmp"/> has at a place, counted from the upper left.</summary>
    public static (byte R, byte G, byte B) Pixel(int x, int y, int seed)
    {
        var random = new SeededRandom(SeededRandom.Combine(seed, x, y));
        ulong bits = random.NextBits();
        return ((byte)bits, (byte)(bits >> 8), (byte)(bits >> 16));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
