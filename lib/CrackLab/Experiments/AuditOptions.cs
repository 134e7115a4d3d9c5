namespace CrackLab.Experiments;

/// <summary>What an audit of labels works on.</summary>
public sealed record AuditOptions
{
    /// <summary>Folder of a run, whose data, groups, labels and settings are taken; or of images, one subfolder a class.</summary>
    public required string Data { get; init; }

    /// <summary>Folder for the results; <see langword="null"/> for audit/ in the run, or audit-&lt;utc&gt; here.</summary>
    public string? Output { get; init; }

    /// <summary>CSV with path and photo_group, so that crops of one photograph stay together; or <see langword="null"/>.</summary>
    public string? Groups { get; init; }

    /// <summary>CSV with path and label that corrects labels before the audit, or <see langword="null"/>.</summary>
    public string? Labels { get; init; }

    /// <summary>New CSV to write the likely errors to, for a person to correct; or <see langword="null"/>.</summary>
    public string? Corrections { get; init; }

    /// <summary>Folds of the cross-validation, at least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Changes to the settings, as "name=value".</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Threads that compute; <see langword="null"/> for one a core. Does not change the result.</summary>
    public int? Threads { get; init; }
}
