using System.Security.Cryptography;

namespace CrackLab.Data;

/// <summary>Compares pictures with what they were when they were inspected: where their pixels are cached, nobody else would.</summary>
internal static class ContentCheck
{
    /// <summary>Throws where a picture has changed. One that is gone or cannot be read has not, and shows itself when it is needed.</summary>
    /// <param name="set">The pictures.</param>
    /// <param name="threads">Most threads at work; <see langword="null"/> for one a core.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static void Require(ImageSet set, int? threads, CancellationToken cancellationToken)
    {
        var found = new string?[set.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, set.Count, parallel, index => found[index] = Changed(set, set.Samples[index]));
        int first = Array.FindIndex(found, hash => hash is not null);
        if (first >= 0)
        {
            throw new InvalidDataException(
                $"'{set.FullPath(set.Samples[first])}': expected the bytes that were inspected (SHA-256 {set.Samples[first].Sha256}), received others ({found[first]}); {found.Count(hash => hash is not null)} of {set.Count} pictures have changed. Put them back, or begin anew.");
        }
    }

    private static string? Changed(ImageSet set, Sample sample)
    {
        try
        {
            using FileStream file = File.OpenRead(set.FullPath(sample));
            string hash = Convert.ToHexStringLower(SHA256.HashData(file));
            return string.Equals(hash, sample.Sha256, StringComparison.Ordinal) ? null : hash;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
