namespace CrackLab.Data.Fetching;

/// <summary>Where a dataset comes from, and how patient to be.</summary>
public sealed record FetchOptions
{
    /// <summary>Addresses (http or https) to try before the dataset's own.</summary>
    public IReadOnlyList<Uri> Addresses { get; init; } = [];

    /// <summary>An archive already downloaded, which is read and left alone; <see langword="null"/> downloads one.</summary>
    public string? Archive { get; init; }

    /// <summary>
    /// SHA-256 that the archive must have, 64 hexadecimal digits. It vouches for what is inside, too: a RAR need not be
    /// the known one. <see langword="null"/> where none is known.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>Fetch although the folder is complete, and replace class folders and licence that are there.</summary>
    public bool Force { get; init; }

    /// <summary>How long a server may send nothing.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Attempts in a row that may bring nothing new before the next address is tried, at least 1.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Pause after a broken attempt; doubled after each further one that brings nothing.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause that a server may ask for by Retry-After; one that asks for more is given up.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Folders to look for unpackers in, as PATH has them.</summary>
    internal string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? "";
}
