using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace CrackLab.Kernel.Scripting;

/// <summary>Finds at run time what cells refer to: earlier cells, assemblies of <c>#r</c>, what these depend on, and native libraries.</summary>
internal static class AssemblyLoader
{
    private static readonly ConcurrentDictionary<string, Assembly> Submissions = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, string> Paths = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, AssemblyDependencyResolver> Resolvers = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, bool> Folders = new(StringComparer.Ordinal);

    static AssemblyLoader()
    {
        AssemblyLoadContext.Default.Resolving += Resolve;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += ResolveNative;
    }

    /// <summary>Loads a compiled cell.</summary>
    /// <param name="image">The assembly.</param>
    /// <param name="symbols">Its portable PDB.</param>
    public static Assembly LoadSubmission(Stream image, Stream symbols)
    {
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(image, symbols);
        Submissions[assembly.GetName().Name ?? ""] = assembly;
        return assembly;
    }

    /// <summary>Whether an assembly is a cell's.</summary>
    /// <param name="assembly">The assembly.</param>
    public static bool IsSubmission(Assembly assembly) =>
        Submissions.TryGetValue(assembly.GetName().Name ?? "", out Assembly? known) && known == assembly;

    /// <summary>Makes an assembly known by its simple name, and what lies beside it or stands in its .deps.json as what it needs.</summary>
    /// <param name="path">Full path of the assembly.</param>
    public static void Know(string path)
    {
        Paths[Path.GetFileNameWithoutExtension(path)] = path;
        Folders[Path.GetDirectoryName(path) ?? ""] = true;
        if (!File.Exists(Path.ChangeExtension(path, ".deps.json"))) return;
        try
        {
            Resolvers[path] = new AssemblyDependencyResolver(path);
        }
        catch (InvalidOperationException)
        {
            // A .deps.json that the host can't read: the files beside the assembly still serve.
        }
    }

    /// <summary>Makes an assembly known by its simple name, without its folder.</summary>
    /// <param name="path">Full path of the assembly.</param>
    public static void KnowAlone(string path) => Paths[Path.GetFileNameWithoutExtension(path)] = path;

    /// <summary>Makes a folder known in which native libraries lie.</summary>
    /// <param name="folder">Full path of the folder.</param>
    public static void KnowFolder(string folder) => Folders[folder] = true;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        if (name.Name is null) return null;
        if (Submissions.TryGetValue(name.Name, out Assembly? submission)) return submission;
        return PathOf(name) is string path ? context.LoadFromAssemblyPath(path) : null;
    }

    private static string? PathOf(AssemblyName name)
    {
        if (Paths.TryGetValue(name.Name!, out string? known)) return known;
        return Resolvers.Values.Select(resolver => resolver.ResolveAssemblyToPath(name)).FirstOrDefault(path => path is not null)
            ?? Folders.Keys.Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists);
    }

    private static nint ResolveNative(Assembly assembly, string name)
    {
        foreach (string path in NativeCandidates(name))
        {
            if (System.Runtime.InteropServices.NativeLibrary.TryLoad(path, out nint handle)) return handle;
        }

        return 0;
    }

    private static IEnumerable<string> NativeCandidates(string name)
    {
        foreach (AssemblyDependencyResolver resolver in Resolvers.Values)
        {
            if (resolver.ResolveUnmanagedDllToPath(name) is string path) yield return path;
        }

        string[] forms = OperatingSystem.IsWindows() ? ["", ".dll"] : OperatingSystem.IsMacOS() ? ["", ".dylib"] : ["", ".so"];
        foreach (string folder in Folders.Keys)
        {
            foreach (string prefix in OperatingSystem.IsWindows() ? [""] : new[] { "", "lib" })
            {
                foreach (string suffix in forms)
                {
                    string path = Path.Combine(folder, prefix + name + suffix);
                    if (File.Exists(path)) yield return path;
                }
            }
        }
    }
}
