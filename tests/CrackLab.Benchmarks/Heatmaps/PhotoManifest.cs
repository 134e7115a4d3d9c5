using System.Text.Json;

namespace CrackLab.Benchmarks.Heatmaps;

/// <summary>A photograph put together from crops: manifest.json lists some, with the crops and where they lie.</summary>
/// <param name="File">Name of the photo's file.</param>
/// <param name="Group">The photo group of its crops.</param>
/// <param name="Windows">Crops of it; a crop's class is the first folder of its path.</param>
internal sealed record PhotoManifest(string File, string Group, IReadOnlyList<PhotoManifest.Window> Windows)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Reads the list of a folder.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<PhotoManifest> Read(string folder) =>
        JsonSerializer.Deserialize<PhotoManifest[]>(System.IO.File.ReadAllText(Path.Combine(folder, "manifest.json")), Options)!;

    /// <summary>A crop: its path and where it lies.</summary>
    internal sealed record Window(string Path, int X, int Y, int Flip);
}
