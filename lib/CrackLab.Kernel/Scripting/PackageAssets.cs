using System.Text.Json;

namespace CrackLab.Kernel.Scripting;

/// <summary>Reads what a restore found: <c>project.assets.json</c>.</summary>
internal static class PackageAssets
{
    /// <summary>The files for a kind of machine.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="runtimeIdentifier">The kind of machine, such as "linux-x64".</param>
    public static IReadOnlyList<PackageAsset> Read(string path, string runtimeIdentifier)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        string[] folders = [.. document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        JsonElement libraries = document.RootElement.GetProperty("libraries");
        JsonElement target = document.RootElement.GetProperty("targets").EnumerateObject()
            .OrderByDescending(candidate => candidate.Name.EndsWith("/" + runtimeIdentifier, StringComparison.Ordinal))
            .First().Value;
        var found = new List<PackageAsset>();
        foreach (JsonProperty package in target.EnumerateObject())
        {
            if (!libraries.GetProperty(package.Name).TryGetProperty("path", out JsonElement part)) continue;
            string? root = folders.Select(folder => Path.Combine(folder, part.GetString()!)).FirstOrDefault(Directory.Exists);
            if (root is null) continue;
            foreach ((string group, PackageAssetKind kind) in
                new[] { ("compile", PackageAssetKind.Compile), ("runtime", PackageAssetKind.Runtime), ("native", PackageAssetKind.Native) })
            {
                if (!package.Value.TryGetProperty(group, out JsonElement files)) continue;
                found.AddRange(files.EnumerateObject()
                    .Where(file => !file.Name.EndsWith("_._", StringComparison.Ordinal))
                    .Where(file => kind is PackageAssetKind.Native || file.Name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                    .Select(file => new PackageAsset(package.Name, kind, Path.GetFullPath(Path.Combine(root, file.Name)))));
            }
        }

        return found;
    }

    /// <summary>Whether all that an earlier restore found is still there.</summary>
    /// <param name="path">The file's path.</param>
    public static bool AreThere(string path)
    {
        if (!File.Exists(path)) return false;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        string[] folders = [.. document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        return document.RootElement.GetProperty("libraries").EnumerateObject().All(library =>
            !library.Value.TryGetProperty("path", out JsonElement part)
            || folders.Any(folder => Directory.Exists(Path.Combine(folder, part.GetString()!))));
    }
}
