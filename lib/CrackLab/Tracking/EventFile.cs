namespace CrackLab.Tracking;

/// <summary>What an event file holds.</summary>
/// <param name="Scalars">Its scalars in the order of writing.</param>
/// <param name="Records">Number of sound records of every kind; histograms, graphs and the like count here only.</param>
/// <param name="Damage">Where the file is damaged; <see langword="null"/> where it is sound to its end.</param>
public sealed record EventFile(IReadOnlyList<ScalarEvent> Scalars, int Records, EventFileDamage? Damage);
