using System.Text.Json;

namespace CrackLab.Kernel.Installation;

/// <summary>What a deps.json says of one library.</summary>
/// <param name="IsRuntime">Whether it is .NET itself.</param>
/// <param name="Files">Its files, relative to the program's folder.</param>
internal sealed record KernelLibrary(bool IsRuntime, IReadOnlyList<string> Files)
{
    private const string RuntimePrefix = "runtimepack.";

    /// <summary>Reads a deps.json.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static IReadOnlyList<KernelLibrary> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"{Path.GetDirectoryName(path)}: expected the built kernel with {Path.GetFileName(path)}, received no such file. Build it with 'dotnet build -c Release'.", path);
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        string target = document.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        return [.. document.RootElement.GetProperty("targets").GetProperty(target).EnumerateObject().Select(library => new KernelLibrary(
            library.Name.StartsWith(RuntimePrefix, StringComparison.Ordinal),
            [
                .. NamesIn(library.Value, "runtime").Select(asset => Path.GetFileName(asset)),
                .. NamesIn(library.Value, "native").Select(asset => Path.GetFileName(asset)),
                .. NamesIn(library.Value, "runtimeTargets"),
            ]))];
    }

    private static IEnumerable<string> NamesIn(JsonElement library, string kind) =>
        library.TryGetProperty(kind, out JsonElement assets) ? assets.EnumerateObject().Select(asset => asset.Name) : [];
}
