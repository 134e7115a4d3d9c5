namespace CrackLab.Benchmarks;

/// <summary>What the works have in common.</summary>
internal static class WorkExtensions
{
    public static bool IsPictures(this Work work) => work is Work.Decode or Work.Resize;

    public static bool IsTraining(this Work work) => work is Work.SeedTraining or Work.CrackNetTraining;

    /// <summary>The name in peers/peer.py.</summary>
    public static string PeerName(this Work work) => work.ToString().ToLowerInvariant();
}
