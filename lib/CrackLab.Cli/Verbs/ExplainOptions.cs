using CrackLab.Explanation;

namespace CrackLab.Cli.Verbs;

/// <summary>What explain is asked to do.</summary>
/// <param name="Model">A model file or the folder of a run.</param>
/// <param name="Paths">Photos and folders.</param>
/// <param name="Target">Folder for the pictures.</param>
/// <param name="Method">How maps are computed.</param>
/// <param name="Layer">Name of a layer, or <see langword="null"/> for the last convolution.</param>
/// <param name="Class">Name of a class, or <see langword="null"/> for the model's decision.</param>
/// <param name="Json">Whether lines are JSON.</param>
internal sealed record ExplainOptions(
    string Model, IReadOnlyList<string> Paths, string Target, HeatmapMethod Method, string? Layer, string? Class, bool Json);
