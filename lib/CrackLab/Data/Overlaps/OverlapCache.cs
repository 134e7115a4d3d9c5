using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrackLab.Engine.Serialization;

namespace CrackLab.Data.Overlaps;

/// <summary>Keeps what a search found beside the pixel caches, in a file named by the contents of the pictures.</summary>
internal static class OverlapCache
{
    // Rises whenever the same pictures would give other overlaps.
    private const int Version = 1;

    /// <summary>Reads what an earlier search found among the same pictures, or searches.</summary>
    public static FoundOverlaps Find(ImageSet set, IProgress<OverlapProgress>? progress, CancellationToken cancellationToken)
    {
        string[] hashes = [.. set.Samples.Select(sample => sample.Sha256).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        byte[] key = SHA256.HashData(Encoding.ASCII.GetBytes($"overlaps {Version}\n{string.Join('\n', hashes)}"));
        string name = Convert.ToHexStringLower(key.AsSpan(0, 16)) + ".overlaps";
        string[] folders = [CacheFolder.Usual, CacheFolder.Fallback];
        foreach (string folder in folders)
        {
            if (TryRead(Path.Combine(folder, name), hashes.Length) is { } known)
            {
                return known;
            }
        }

        FoundOverlaps found = new OverlapFinder(set, progress, cancellationToken).Find();
        string chosen = CacheFolder.IsWritable(folders[0]) ? folders[0] : folders[1];
        AtomicFile.WriteAllBytes(Path.Combine(chosen, name), JsonSerializer.SerializeToUtf8Bytes(found));
        return found;
    }

    private static FoundOverlaps? TryRead(string path, int pictures)
    {
        try
        {
            return JsonSerializer.Deserialize<FoundOverlaps>(File.ReadAllBytes(path)) is { Places: not null, Links: not null } found
                && found.Places.Count == pictures ? found : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // Missing or damaged: it is made anew.
            return null;
        }
    }
}
