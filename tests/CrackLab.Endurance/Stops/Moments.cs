namespace CrackLab.Endurance.Stops;

/// <summary>When a command is stopped: at random, but somewhere in every equal part of its time.</summary>
/// <param name="Count">Moments for each command.</param>
/// <param name="Longest">How much of a command's time is looked at.</param>
/// <param name="Seed">What the moments follow from.</param>
internal sealed record Moments(int Count, TimeSpan Longest, int Seed)
{
    /// <summary>How much of the time of a command is looked at that never ends by itself.</summary>
    public TimeSpan Endless { get; } = TimeSpan.FromSeconds(4);

    /// <summary>The moments of one command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="whole">How long it takes.</param>
    public IEnumerable<TimeSpan> Of(string name, TimeSpan whole)
    {
        var random = new Random(Seed + name.Sum(letter => letter));
        return [.. Enumerable.Range(0, Count).Select(i => whole * ((i + random.NextDouble()) / Count))];
    }
}
