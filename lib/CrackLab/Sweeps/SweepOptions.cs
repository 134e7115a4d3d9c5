namespace CrackLab.Sweeps;

/// <summary>What a sweep works on, besides its specification, and with how much of the machine.</summary>
public sealed record SweepOptions
{
    /// <summary>What is tried, on which data.</summary>
    public required SweepSpec Spec { get; init; }

    /// <summary>Folder of the sweep.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether to go on with the sweep in the folder, or to help a process that is at it; begins it where it had not begun.</summary>
    public bool Resume { get; init; }

    /// <summary>Trials at a time in this process, at most <see cref="Threads"/>.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Threads of this process, shared out to its trials; <see langword="null"/> for one a core. Does not change a trial's result.</summary>
    public int? Threads { get; init; }

    /// <summary>What started the sweep, as it stands in each trial's run.json.</summary>
    public string Command { get; init; } = "";
}
