namespace CrackLab.Benchmarks.Comparison;

/// <summary>One line of the table.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Title">What is done.</param>
/// <param name="Work">The work.</param>
/// <param name="Ours">Our side.</param>
/// <param name="Peers">The other sides; the fastest one counts.</param>
internal sealed record Row(string Name, string Title, Work Work, Contender Ours, IReadOnlyList<Contender> Peers)
{
    /// <summary>Least ratio of ours to the peer's that is aimed at.</summary>
    public double? Target { get; init; }

    /// <summary>Whether peak memory gets a line as well.</summary>
    public bool ShowsMemory { get; init; }
}
