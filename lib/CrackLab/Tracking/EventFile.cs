namespace CrackLab.Tracking;

/// <summary>What an event file holds.</summary>
/// <param name="Events">Scalars, histograms, pictures and the rest, in the order of writing.</param>
/// <param name="Records">Number of sound records of every kind.</param>
/// <param name="Damages">Where the file is damaged, in the order of places; none where it is sound to its end.</param>
public sealed record EventFile(IReadOnlyList<SummaryEvent> Events, int Records, IReadOnlyList<EventFileDamage> Damages)
{
    /// <summary>The scalars alone.</summary>
    public IReadOnlyList<ScalarEvent> Scalars => [.. Events.OfType<ScalarEvent>()];
}
