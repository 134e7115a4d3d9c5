using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills;

/// <summary>What came of killing one scenario.</summary>
internal sealed class KillRow(string name)
{
    /// <summary>What was killed.</summary>
    public string Name { get; } = name;

    /// <summary>How long it runs undisturbed.</summary>
    public TimeSpan Undisturbed { get; set; }

    /// <summary>Kills that found it at work.</summary>
    public List<KillPoint> AtWork { get; } = [];

    /// <summary>Moments at which it had ended already.</summary>
    public int Ended { get; set; }

    /// <summary>What went wrong.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Why it was not tried, or <see langword="null"/>.</summary>
    public string? Skipped { get; set; }
}
