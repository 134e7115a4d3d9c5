namespace CrackLab.Benchmarks.Comparison;

/// <summary>One measured line.</summary>
/// <param name="Title">What was done.</param>
/// <param name="Unit">Unit of both figures.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Peer">The fastest peer's figure, where there is a peer.</param>
/// <param name="PeerLabel">The fastest peer, or how to install one.</param>
internal sealed record Result(string Title, string Unit, double Ours, double? Peer, string PeerLabel)
{
    /// <summary>Ratio that is aimed at: the least one, or the most where less is better.</summary>
    public double? Target { get; init; }

    /// <summary>Whether less is better, as with memory.</summary>
    public bool LessIsBetter { get; init; }

    /// <summary>Whether the figures are seconds, so that the ratio is that of the speeds.</summary>
    public bool IsTime { get; init; }

    /// <summary>Ours to the peer's, where there is a peer.</summary>
    public double? Ratio => IsTime ? Peer / Ours : Ours / Peer;

    /// <summary>Ratio of both sides' best repeats: far from the medians' where something else kept the machine busy.</summary>
    public double? BestRatio { get; init; }
}
