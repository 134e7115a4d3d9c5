using System.IO.Compression;
using System.Security.Cryptography;
using CrackLab.Data.Fetching;

namespace CrackLab.Tests.Data.Fetching;

/// <summary>A dataset of a few files in the shape of the public one, and archives of it.</summary>
internal static class SmallDataset
{
    public static FetchOptions Quick { get; } = new()
    {
        Patience = TimeSpan.FromSeconds(20),
        Attempts = 3,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        LongestWait = TimeSpan.FromSeconds(2),
    };

    /// <summary>Its files; the bytes do not compress.</summary>
    public static (string Name, byte[] Bytes)[] Files { get; } =
    [
        ("Negative/00001.jpg", Noise(1, 3000)), ("Negative/00002.jpg", Noise(2, 2500)), ("Negative/00003.jpg", Noise(3, 10)),
        ("Positive/00001.jpg", Noise(4, 4000)), ("Positive/10000_1.jpg", Noise(5, 1)),
    ];

    public static byte[] Rar { get; } = RarWriter.Write(Files);

    /// <summary>A zip that holds the class folders.</summary>
    public static byte[] Zip { get; } = ZipOf([.. Files.Select(file => ($"Concrete/{file.Name}", file.Bytes)), ("Concrete/readme.txt", "hello"u8.ToArray())]);

    /// <summary>A zip that holds the RAR, as the public one does.</summary>
    public static byte[] ZipWithRar { get; } = ZipOf([("Concrete Crack Images.rar", Rar)]);

    public static PublicDataset At(params Uri[] addresses) => new()
    {
        Name = "Small Cracks",
        Citation = "Nobody (2019), Small Cracks",
        Page = new Uri("https://example.org/small"),
        Licence = "CC BY 4.0",
        LicenceAddress = new Uri("https://example.org/licence"),
        Addresses = addresses,
        Classes = new Dictionary<string, int>(StringComparer.Ordinal) { ["Negative"] = 3, ["Positive"] = 2 },
        Rar = new KnownArchive(Rar.Length, Sha256(Rar)),
    };

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static byte[] ZipOf(params (string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in files)
            {
                using Stream entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Asserts that a folder holds the dataset and its licence, and nothing else.</summary>
    public static void AssertWhole(TestFolder folder, string relative)
    {
        SortedDictionary<string, string> files = folder.Snapshot(relative);
        Assert.True(files.Remove("LICENSE.txt"), "expected LICENSE.txt beside the classes");
        Assert.Equal(Files.ToDictionary(file => file.Name, file => Sha256(file.Bytes), StringComparer.Ordinal), files);
    }

    private static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
