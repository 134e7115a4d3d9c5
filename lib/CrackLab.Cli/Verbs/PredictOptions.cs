using CrackLab.Engine.Execution;

namespace CrackLab.Cli.Verbs;

/// <summary>What predict is asked to do.</summary>
/// <param name="Model">A model file or the folder of a run.</param>
/// <param name="Paths">Photos and folders.</param>
/// <param name="Csv">File to write, or <see langword="null"/>.</param>
/// <param name="Threshold">Probability from which a photo is positive, 0..1, or <see langword="null"/> for the model's.</param>
/// <param name="Threads">Threads at work, or <see langword="null"/> for one a core.</param>
/// <param name="Engine">What computes.</param>
/// <param name="Json">Whether lines are JSON.</param>
internal sealed record PredictOptions(
    string Model, IReadOnlyList<string> Paths, string? Csv, double? Threshold, int? Threads, IEngine Engine, bool Json);
