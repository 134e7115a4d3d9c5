namespace CrackLab.Data;

/// <summary>How a set is cut into batches.</summary>
public sealed record BatchOptions
{
    /// <summary>Pictures in a batch, at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether each epoch has an order of its own; else the set's order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Decides order and augmentation, together with the epoch.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Random changes to the pictures.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>Whether a last batch that is not full is left out.</summary>
    public bool DropLast { get; init; }
}
