namespace CrackLab.Benchmarks.Comparison;

/// <summary>A library to compare with, in all the ways in which it can do a work.</summary>
/// <param name="Contenders">The ways, of which the fastest counts; none where the library is missing.</param>
/// <param name="HowToInstall">What to say where it is missing.</param>
internal sealed record Opponent(IReadOnlyList<Contender> Contenders, string HowToInstall)
{
    /// <summary>Least ratio of ours to the peer's that is aimed at.</summary>
    public double? Target { get; init; }
}
