using CrackLab.Engine.Execution;

namespace CrackLab.Cli.Verbs;

/// <summary>What predict is asked to do.</summary>
/// <param name="Model">The model file.</param>
/// <param name="Csv">File to write, or <see langword="null"/>.</param>
/// <param name="Append">Whether that file grows, and photos that have a row in it are passed over.</param>
/// <param name="Threshold">Probability from which a photo is positive, 0..1, or <see langword="null"/> for the model's.</param>
/// <param name="Threads">Threads at work, or <see langword="null"/> for one a core.</param>
/// <param name="Engine">What computes.</param>
/// <param name="Json">Whether lines are JSON.</param>
/// <param name="Command">The command line, as it can be typed again.</param>
internal sealed record PredictOptions(
    string Model, string? Csv, bool Append, double? Threshold, int? Threads, IEngine Engine, bool Json, string Command);
