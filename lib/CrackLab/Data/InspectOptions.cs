namespace CrackLab.Data;

/// <summary>Limits of an inspection.</summary>
public sealed record InspectOptions
{
    /// <summary>Most bytes of a file; a longer one is <see cref="FileStatus.TooLarge"/> without being read.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>Most pixels that a file may state.</summary>
    public long MaxPixels { get; init; } = Imaging.DecodeOptions.Default.MaxPixels;

    /// <summary>Most threads at work; 0 takes every processor.</summary>
    public int Threads { get; init; }
}
