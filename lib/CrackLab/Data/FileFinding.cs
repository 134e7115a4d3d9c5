using CrackLab.Imaging;

namespace CrackLab.Data;

/// <summary>What an inspection found out about one file.</summary>
public sealed record FileFinding
{
    /// <summary>Path relative to the dataset folder, with '/'.</summary>
    public required string Path { get; init; }

    /// <summary>Index of its class.</summary>
    public required int Label { get; init; }

    /// <summary>Name of its class.</summary>
    public required string Class { get; init; }

    /// <summary>What became of it.</summary>
    public required FileStatus Status { get; init; }

    /// <summary>Format told by the content.</summary>
    public ImageFormat Format { get; init; }

    /// <summary>Width in pixels (upright where decoded), or <see langword="null"/> where it could not be read.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels (upright where decoded), or <see langword="null"/> where it could not be read.</summary>
    public int? Height { get; init; }

    /// <summary>How pixels are stored, such as "YCbCr 4:2:0", or <see langword="null"/>.</summary>
    public string? Mode { get; init; }

    /// <summary>Length in bytes, or <see langword="null"/> where it could not be read.</summary>
    public long? Bytes { get; init; }

    /// <summary>SHA-256 of the bytes in lower-case hexadecimal, or <see langword="null"/> where they were not read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Mean of all red, green and blue samples, 0..255, or <see langword="null"/> where it was not decoded.</summary>
    public double? Brightness { get; init; }

    /// <summary>Byte at which the fault shows, counted from 0, or <see langword="null"/>.</summary>
    public long? Offset { get; init; }

    /// <summary>What was expected and what came, or <see langword="null"/> for a file that is well.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether its pixels can be used: <see cref="FileStatus.Ok"/> or <see cref="FileStatus.WrongExtension"/>.</summary>
    public bool IsHealthy => Status is FileStatus.Ok or FileStatus.WrongExtension;
}
