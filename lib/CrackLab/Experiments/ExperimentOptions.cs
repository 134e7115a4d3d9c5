using CrackLab.Engine.Execution;

namespace CrackLab.Experiments;

/// <summary>What an experiment works on, besides its settings.</summary>
public sealed record ExperimentOptions
{
    /// <summary>Folder of the images, one subfolder a class.</summary>
    public required string Data { get; init; }

    /// <summary>Folder for the run; <see langword="null"/> for runs/&lt;utc&gt;-&lt;model&gt; here.</summary>
    public string? Run { get; init; }

    /// <summary>CSV with path and photo_group, so that crops of one photograph stay together; or <see langword="null"/>.</summary>
    public string? Groups { get; init; }

    /// <summary>CSV with path, label, subset and group that says which images to train on, validate and test; or <see langword="null"/> to draw a split.</summary>
    public string? Split { get; init; }

    /// <summary>CSV with path and label that corrects the folders' labels, or <see langword="null"/>.</summary>
    public string? Labels { get; init; }

    /// <summary>Class to call positive; <see langword="null"/> for the usual one.</summary>
    public string? Positive { get; init; }

    /// <summary>Threads that compute; <see langword="null"/> for one a core. Does not change the result.</summary>
    public int? Threads { get; init; }

    /// <summary>What computes; <see langword="null"/> for <see cref="SimdEngine"/> with those threads. A run may be resumed on another.</summary>
    public IEngine? Engine { get; init; }

    /// <summary>What started the experiment, as it stands in run.json.</summary>
    public string Command { get; init; } = "";
}
