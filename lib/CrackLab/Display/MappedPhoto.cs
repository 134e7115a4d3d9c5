using CrackLab.Data;
using CrackLab.Mapping;

namespace CrackLab.Display;

/// <summary>A photo that was mapped, or why it could not be.</summary>
[TypeFormatterSource]
public sealed record MappedPhoto
{
    /// <summary>The photo, as it was asked for.</summary>
    public required string Path { get; init; }

    /// <summary>Its map, or <see langword="null"/>.</summary>
    public PhotoMap? Map { get; init; }

    /// <summary>The regions found in it.</summary>
    public IReadOnlyList<CrackRegion> Regions { get; init; } = [];

    /// <summary>Path of the PNG file with the map over the photo, or <see langword="null"/>.</summary>
    public string? Picture { get; init; }

    /// <summary>Why the photo could not be mapped, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>The photo, and how many regions were found or why it could not be mapped.</summary>
    public override string ToString() => Error is null
        ? $"{Map}, {Regions.Count} region{(Regions.Count == 1 ? "" : "s")}"
        : $"{Path}: {Error}";

    /// <summary>A small JPEG of the picture, for the page.</summary>
    internal byte[] Preview { get; init; } = [];
}
