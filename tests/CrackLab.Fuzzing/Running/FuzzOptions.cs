namespace CrackLab.Fuzzing.Running;

/// <summary>What to run.</summary>
internal sealed record FuzzOptions
{
    /// <summary>Inputs to try.</summary>
    public long Inputs { get; init; } = 100_000;

    /// <summary>What the inputs follow from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of the first input.</summary>
    public long From { get; init; }

    /// <summary>Seconds after which no more inputs are begun; 0 for no end.</summary>
    public double Time { get; init; }

    /// <summary>Inputs tried at the same time.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Folder that inputs which show a defect are put into, or <see langword="null"/>.</summary>
    public string? Findings { get; init; }

    /// <summary>Folder with more seeds, or <see langword="null"/>.</summary>
    public string? Corpus { get; init; }
}
