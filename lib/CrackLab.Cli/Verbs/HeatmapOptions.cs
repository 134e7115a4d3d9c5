using CrackLab.Mapping;

namespace CrackLab.Cli.Verbs;

/// <summary>What heatmap is asked to do.</summary>
/// <param name="Model">A model file or the folder of a run.</param>
/// <param name="Target">Folder for the files.</param>
/// <param name="Csv">File for the table of regions, or <see langword="null"/> for the usual one in the folder.</param>
/// <param name="Regions">What counts as a region.</param>
/// <param name="Map">How the model is laid over photos.</param>
/// <param name="Json">Whether lines are JSON.</param>
internal sealed record HeatmapOptions(
    string Model, string Target, string? Csv, RegionOptions Regions, PhotoMapOptions Map, bool Json);
