using System.Text.Json.Serialization;

namespace CrackLab.Tracking;

/// <summary>The data that a run was trained and judged on.</summary>
public sealed record DatasetRecord
{
    /// <summary>Folder of the images.</summary>
    public required string Path { get; init; }

    /// <summary>Digest of all files and labels; changes with any of them.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Class names in the order of their indices.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The corrections that were made to the labels, or <see langword="null"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LabelsRecord? Labels { get; init; }

    /// <summary>The table of photo groups that was given, or <see langword="null"/> where they were found by their pixels or not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GroupsRecord? Groups { get; init; }

    /// <summary>The split that was given, or <see langword="null"/> where it was drawn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SplitRecord? Split { get; init; }

    /// <summary>Number of images by subset (train, validation, test), then by class.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Counts { get; init; }
}
