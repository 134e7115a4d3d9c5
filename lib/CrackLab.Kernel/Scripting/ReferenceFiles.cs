using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace CrackLab.Kernel.Scripting;

/// <summary>The assemblies that <c>#r</c> has added to a session, by simple name.</summary>
/// <param name="chain">The cells that use them.</param>
internal sealed class ReferenceFiles(SubmissionChain chain)
{
    private readonly Dictionary<string, string> _added = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds an assembly and, of those beside it, what it needs.</summary>
    /// <param name="name">The path as written.</param>
    /// <param name="folder">The folder from which it counts.</param>
    /// <exception cref="CellException">It is not there, is no assembly, or another of that name is loaded.</exception>
    public void Add(string name, string folder)
    {
        string path = Path.GetFullPath(name, folder);
        if (File.Exists(path))
        {
            AddFile(path, name);
            AssemblyLoader.Know(path);
            AddNeeded(path);
            return;
        }

        if (FrameworkNames.Contains(SimpleName(name))) return;
        bool isBuilt = name.Split('/', '\\').Any(part => part is "artifacts" or "bin");
        string mend = isBuilt ? "Build it first: dotnet build -c Release." : "Mend the path; it counts from the notebook's folder.";
        throw new CellException("MissingReference", $"#r \"{name}\": expected an assembly, found no file {path}. {mend}");
    }

    /// <summary>Adds an assembly of a package.</summary>
    /// <param name="compile">What the compiler reads.</param>
    /// <param name="package">The package, for messages.</param>
    public void AddOfPackage(string compile, string package)
    {
        if (!FrameworkNames.Contains(SimpleName(compile))) AddReference(compile, package);
    }

    /// <summary>Fails where an assembly of that name but of another build is loaded already.</summary>
    /// <param name="path">Full path of the assembly.</param>
    /// <param name="name">The name as written.</param>
    public static void CheckLoaded(string path, string name)
    {
        string simple = SimpleName(path);
        Assembly? loaded = AssemblyLoadContext.Default.Assemblies
            .FirstOrDefault(assembly => string.Equals(assembly.GetName().Name, simple, StringComparison.OrdinalIgnoreCase));
        if (loaded is null || loaded.ManifestModule.ModuleVersionId == BuildOf(path, name)) return;
        string what = string.Equals(loaded.Location, path, StringComparison.Ordinal) ? "the rebuilt" : "another";
        throw new CellException(
            "StaleReference", $"#r \"{name}\": {simple} is loaded already from {loaded.Location}. Restart the kernel to load {what} {simple}.");
    }

    private static HashSet<string> FrameworkNames { get; } = SharedReferences.All
        .Select(reference => SimpleName(reference.Display ?? "")).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private void AddFile(string path, string name)
    {
        CheckLoaded(path, name);
        AssemblyLoader.KnowAlone(path);
        try
        {
            AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            throw new CellException("BadReference", $"#r \"{name}\": expected an assembly that this runtime can load. {error.Message}");
        }

        AddReference(path, name);
    }

    private void AddReference(string path, string name)
    {
        if (!_added.TryAdd(SimpleName(path), path)) return;
        _ = BuildOf(path, name);
        chain.AddReference(SharedReferences.OfFile(path));
    }

    private void AddNeeded(string path)
    {
        var open = new Queue<string>([path]);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var resolver = File.Exists(Path.ChangeExtension(path, ".deps.json")) ? new AssemblyDependencyResolver(path) : null;
        while (open.TryDequeue(out string? next))
        {
            foreach (AssemblyName needed in NeedsOf(next))
            {
                string beside = Path.Combine(Path.GetDirectoryName(path)!, needed.Name + ".dll");
                string? found = resolver?.ResolveAssemblyToPath(needed) ?? (File.Exists(beside) ? beside : null);
                if (found is null || FrameworkNames.Contains(needed.Name!) || !seen.Add(needed.Name!)) continue;
                AddFile(found, Path.GetFileName(found));
                open.Enqueue(found);
            }
        }
    }

    private static List<AssemblyName> NeedsOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }

    private static Guid BuildOf(string path, string name)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using var image = new PEReader(stream);
            MetadataReader metadata = image.GetMetadataReader();
            return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
        }
        catch (Exception error) when (error is BadImageFormatException or InvalidOperationException)
        {
            throw new CellException("BadReference", $"#r \"{name}\": expected a .NET assembly, received something else in {path}.");
        }
    }

    private static string SimpleName(string path) =>
        path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(path) : Path.GetFileName(path);
}
