namespace CrackLab.Benchmarks;

/// <summary>What the works have in common.</summary>
internal static class WorkExtensions
{
    public static bool IsPictures(this Work work) => work is Work.Decode or Work.Resize;

    public static bool IsTraining(this Work work) => work is Work.SeedTraining or Work.CrackNetTraining;

    /// <summary>How often the work is done in one repeat: enough to take some tenths of a second.</summary>
    public static int Rounds(this Work work) => work switch
    {
        Work.SeedTraining => 2,
        Work.SeedPrediction => 8,
        Work.CrackNetTraining => 4,
        Work.CrackNetPrediction => 16,
        Work.CrackNetLatency => 256,
        _ => 1,
    };

    /// <summary>The name in peers/peer.py.</summary>
    public static string PeerName(this Work work) => work.ToString().ToLowerInvariant();
}
