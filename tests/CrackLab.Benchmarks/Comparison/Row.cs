namespace CrackLab.Benchmarks.Comparison;

/// <summary>One line of the table.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Title">What is done.</param>
/// <param name="Work">The work.</param>
/// <param name="Ours">Our side.</param>
/// <param name="Opponents">The other sides, each with a line of results.</param>
internal sealed record Row(string Name, string Title, Work Work, Contender Ours, params IReadOnlyList<Opponent> Opponents)
{
    /// <summary>Whether peak memory gets a line as well.</summary>
    public bool ShowsMemory { get; init; }
}
