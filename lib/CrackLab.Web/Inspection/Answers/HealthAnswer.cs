namespace CrackLab.Web.Inspection.Answers;

/// <summary>How the server is, what model it has and what it takes.</summary>
/// <param name="Status">"ok".</param>
/// <param name="Version">Version of CrackLab.</param>
/// <param name="Model">The model.</param>
/// <param name="Queue">The requests.</param>
/// <param name="Limits">What is refused.</param>
internal sealed record HealthAnswer(string Status, string Version, HealthAnswer.ModelFacts Model, HealthAnswer.QueueFacts Queue, HealthAnswer.LimitFacts Limits)
{
    /// <summary>The model.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Classes">Its classes.</param>
    /// <param name="Class">The class that is looked for.</param>
    /// <param name="Threshold">Probability from which a photo is called so, 0..1.</param>
    /// <param name="Window">Side in pixels of the square of a photo that it sees as one picture.</param>
    internal sealed record ModelFacts(string Name, IReadOnlyList<string> Classes, string Class, double Threshold, int Window);

    /// <summary>The requests.</summary>
    /// <param name="Working">Those that are read or looked at.</param>
    /// <param name="Waiting">Those that wait.</param>
    internal sealed record QueueFacts(long Working, long Waiting);

    /// <summary>What is refused.</summary>
    /// <param name="FileBytes">Most bytes of a photo.</param>
    /// <param name="Pixels">Most pixels of a photo.</param>
    /// <param name="Files">Most photos in a request.</param>
    /// <param name="Waiting">Most requests that wait.</param>
    internal sealed record LimitFacts(int FileBytes, long Pixels, int Files, int Waiting);
}
