using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CrackLab.Kernel.Installation;
using Microsoft.CodeAnalysis;

namespace CrackLab.Kernel.Scripting;

/// <summary>The base library as the compiler sees it: the SDK's reference pack, which has documentation beside it, or else what the process runs on.</summary>
internal static class FrameworkReferences
{
    /// <summary>References to the whole base library.</summary>
    public static ImmutableArray<MetadataReference> Find()
    {
        string? folder = ReferencePack();
        return folder is null ? FindRuntime() : Of(Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal));
    }

    /// <summary>References to what the process runs on, which has no documentation.</summary>
    public static ImmutableArray<MetadataReference> FindRuntime() => Of(RuntimeAssemblies());

    private static ImmutableArray<MetadataReference> Of(IEnumerable<string> paths) =>
        [.. paths.Select(path => MetadataReference.CreateFromFile(path, default, new DocumentationFile(path)))];

    private static string? ReferencePack()
    {
        string runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        string packs = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(packs)) return null;
        int major = Environment.Version.Major;
        return Directory.EnumerateDirectories(packs)
            .Select(folder => (Path: Path.Combine(folder, "ref", $"net{major}.0"), Version: VersionOf(Path.GetFileName(folder))))
            .Where(pack => pack.Version.Major == major && Directory.Exists(pack.Path))
            .OrderBy(pack => pack.Version)
            .LastOrDefault().Path;
    }

    private static Version VersionOf(string name) =>
        Version.TryParse(name.Split('-')[0], out Version? version) ? version : new Version(0, 0);

    private static IEnumerable<string> RuntimeAssemblies()
    {
        // Where .NET lies beside the kernel, the kernel's own assemblies lie in the runtime's folder too.
        string runtime = RuntimeEnvironment.GetRuntimeDirectory();
        IReadOnlySet<string> own = KernelFiles.OwnAssemblies(KernelFiles.Folder);
        string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        return trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => path.StartsWith(runtime, StringComparison.Ordinal) && !own.Contains(Path.GetFileName(path)));
    }
}
