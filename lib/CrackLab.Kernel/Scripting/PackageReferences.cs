using System.Runtime.InteropServices;

namespace CrackLab.Kernel.Scripting;

/// <summary>The packages that <c>#r "nuget: …"</c> has added to a session.</summary>
/// <param name="files">Where their assemblies go.</param>
internal sealed class PackageReferences(ReferenceFiles files)
{
    private const string Prefix = "nuget:";

    private readonly SortedDictionary<string, string> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _sources = [];

    /// <summary>Whether a directive's value names a package or a source of packages.</summary>
    /// <param name="value">The value.</param>
    public static bool IsPackage(string value) => value.TrimStart().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds a place to look for packages.</summary>
    /// <param name="value">"nuget: URL or folder".</param>
    public void AddSource(string value)
    {
        string source = value.Trim()[Prefix.Length..].Trim();
        if (!_sources.Contains(source, StringComparer.Ordinal)) _sources.Add(source);
    }

    /// <summary>Restores packages, together with those added before, and adds their assemblies.</summary>
    /// <param name="values">Each "nuget: Id" or "nuget: Id, Version".</param>
    /// <param name="cancellationToken">Ends the restore.</param>
    /// <exception cref="CellException">A package can't be had.</exception>
    public void Add(IEnumerable<string> values, CancellationToken cancellationToken)
    {
        var wanted = new SortedDictionary<string, string>(_versions, StringComparer.OrdinalIgnoreCase);
        foreach (string value in values)
        {
            (string id, string version) = Read(value);
            if (_versions.TryGetValue(id, out string? had) && version is not "*" && !string.Equals(had, version, StringComparison.OrdinalIgnoreCase))
            {
                throw new CellException(
                    "PackageConflict", $"#r \"{value.Trim()}\": {id} {had} is loaded already. Restart the kernel to load version {version}.");
            }

            wanted.TryAdd(id, version);
        }

        string name = string.Join(", ", wanted.Keys.Except(_versions.Keys, StringComparer.OrdinalIgnoreCase));
        if (name.Length == 0) return;
        string assets = PackageRestore.Run(wanted, _sources, name, cancellationToken);
        foreach (PackageAsset asset in PackageAssets.Read(assets, RuntimeInformation.RuntimeIdentifier))
        {
            if (asset.Kind is PackageAssetKind.Compile) files.AddOfPackage(asset.Path, asset.Package);
            if (asset.Kind is PackageAssetKind.Runtime) AddRuntime(asset);
            if (asset.Kind is PackageAssetKind.Native) AssemblyLoader.KnowFolder(Path.GetDirectoryName(asset.Path)!);
        }

        foreach ((string id, string version) in wanted) _versions.TryAdd(id, version);
    }

    private static void AddRuntime(PackageAsset asset)
    {
        ReferenceFiles.CheckLoaded(asset.Path, "nuget: " + asset.Package);
        AssemblyLoader.KnowAlone(asset.Path);
    }

    private static (string Id, string Version) Read(string value)
    {
        string[] words = value.Trim()[Prefix.Length..].Split(',', StringSplitOptions.TrimEntries);
        if (words.Length is 1 or 2 && words[0].Length > 0) return (words[0], words.ElementAtOrDefault(1) is { Length: > 0 } version ? version : "*");
        throw new CellException("BadPackage", $"#r \"{value}\": expected \"nuget: Id\" or \"nuget: Id, Version\".");
    }
}
