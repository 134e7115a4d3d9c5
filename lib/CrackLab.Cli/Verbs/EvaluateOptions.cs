using CrackLab.Engine.Execution;
using CrackLab.Evaluation;

namespace CrackLab.Cli.Verbs;

/// <summary>What evaluate was asked for.</summary>
/// <param name="Target">Run folder or model file.</param>
/// <param name="Data">Labelled folder, or <see langword="null"/> for the run's test part.</param>
/// <param name="Map">The model's class by the folder's.</param>
/// <param name="Groups">CSV of photo groups, or <see langword="null"/>.</param>
/// <param name="Site">How to judge on a folder.</param>
/// <param name="Aim">What the threshold is chosen for anew on the run's validation part, or <see langword="null"/>.</param>
/// <param name="Against">Another run folder or model file to compare with, or <see langword="null"/>.</param>
/// <param name="Threads">Threads at work; <see langword="null"/> for one a core.</param>
/// <param name="Engine">What computes.</param>
/// <param name="Json">Whether to write JSON.</param>
internal sealed record EvaluateOptions(
    string Target,
    string? Data,
    IReadOnlyDictionary<string, string> Map,
    string? Groups,
    SiteOptions Site,
    DecisionAim? Aim,
    string? Against,
    int? Threads,
    IEngine Engine,
    bool Json);
