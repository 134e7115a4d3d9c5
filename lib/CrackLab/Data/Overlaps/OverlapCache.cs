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
    public static FoundOverlaps Find(ImageSet set, IProgress<OverlapProgress>? progress, int? threads, CancellationToken cancellationToken)
    {
        string name = NameOf(set);
        int pictures = Hashes(set).Count();
        string[] folders = [CacheFolder.Usual, CacheFolder.Fallback];
        foreach (string folder in folders)
        {
            if (TryRead(Path.Combine(folder, name), pictures) is { } known)
            {
                return known;
            }
        }

        FoundOverlaps found = new OverlapFinder(set, progress, threads, cancellationToken).Find();
        Remember(folders, name, JsonSerializer.SerializeToUtf8Bytes(found));
        return found;
    }

    /// <summary>The name of the file for a set.</summary>
    internal static string NameOf(ImageSet set)
    {
        byte[] key = SHA256.HashData(Encoding.ASCII.GetBytes($"overlaps {Version}\n{string.Join('\n', Hashes(set).Order(StringComparer.Ordinal))}"));
        return Convert.ToHexStringLower(key.AsSpan(0, 16)) + ".overlaps";
    }

    private static IEnumerable<string> Hashes(ImageSet set) => set.Samples.Select(sample => sample.Sha256).Distinct(StringComparer.Ordinal);

    private static void Remember(string[] folders, string name, byte[] found)
    {
        foreach (string folder in folders)
        {
            try
            {
                AtomicFile.WriteAllBytes(Path.Combine(folder, name), found);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // What cannot be remembered is found again: a full disk must not cost the search that was made.
            }
        }
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
