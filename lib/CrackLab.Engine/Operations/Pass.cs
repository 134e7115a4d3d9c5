using CrackLab.Engine.Threading;

namespace CrackLab.Engine.Operations;

/// <summary>What one run through the operations shares.</summary>
internal sealed class Pass(ThreadTeam team, int seed)
{
    public ThreadTeam Team { get; } = team;

    /// <summary>Where dropout's random numbers come from.</summary>
    public int Seed { get; } = seed;

    /// <summary>Samples in this batch.</summary>
    public int Count { get; set; }

    /// <summary>Whether batch statistics and dropout apply.</summary>
    public bool IsTraining { get; set; }

    /// <summary>Steps of training done before this one.</summary>
    public long Step { get; set; }
}
