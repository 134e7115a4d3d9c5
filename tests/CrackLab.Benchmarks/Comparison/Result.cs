namespace CrackLab.Benchmarks.Comparison;

/// <summary>One measured line.</summary>
/// <param name="Title">What was done.</param>
/// <param name="Unit">Unit of both figures.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Peer">The fastest peer's figure, where there is a peer.</param>
/// <param name="PeerLabel">The fastest peer.</param>
internal sealed record Result(string Title, string Unit, double Ours, double? Peer, string? PeerLabel)
{
    /// <summary>Least ratio that is aimed at.</summary>
    public double? Target { get; init; }

    /// <summary>Ratio of both sides' best repeats: far from the medians' where something else kept the machine busy.</summary>
    public double? BestRatio { get; init; }
}
