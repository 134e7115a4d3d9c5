using System.Text.Json;

namespace CrackLab.Kernel.Installation;

/// <summary>The files that the kernel runs from.</summary>
internal static class KernelFiles
{
    private const string Name = "CrackLab.Kernel";
    private const string RuntimeConfiguration = Name + ".runtimeconfig.json";

    /// <summary>Name of the kernel's assembly.</summary>
    public const string Assembly = Name + ".dll";

    /// <summary>Where a single file keeps the libraries that start .NET, because it takes none beside the assemblies.</summary>
    public const string HostFolder = "host";

    /// <summary>Name of the kernel's launcher.</summary>
    public static string Launcher => OperatingSystem.IsWindows() ? Name + ".exe" : Name;

    /// <summary>The folder that this process's kernel lies in.</summary>
    public static string Folder => Path.GetDirectoryName(typeof(KernelFiles).Assembly.Location)!;

    /// <summary>Whether .NET itself lies beside the kernel, so that its launcher starts it; else the dotnet command does.</summary>
    /// <param name="folder">The folder that the kernel lies in.</param>
    public static bool BringsDotnet(string folder)
    {
        string path = Path.Combine(folder, RuntimeConfiguration);
        if (!File.Exists(path))
        {
            return false;
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.GetProperty("runtimeOptions").TryGetProperty("includedFrameworks", out _);
    }

    /// <summary>Files to copy, relative to the kernel's folder: what its deps.json names, and what .NET needs to start it.</summary>
    /// <param name="folder">The folder that the kernel lies in.</param>
    /// <exception cref="FileNotFoundException">The kernel was not built there.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        List<string> files = [Name + ".deps.json", RuntimeConfiguration];
        foreach (KernelLibrary library in KernelLibrary.Read(Path.Combine(folder, Name + ".deps.json")))
        {
            files.AddRange(library.Files);
        }

        // Documentation, where it is there: inspections quote it.
        files.AddRange(files
            .Where(file => file.EndsWith(".dll", StringComparison.Ordinal))
            .Select(file => Path.ChangeExtension(file, ".xml"))
            .Where(file => File.Exists(Path.Combine(folder, file)))
            .ToArray());
        return BringsDotnet(folder) ? [.. files, Launcher] : files;
    }

    /// <summary>Names of the assemblies that are the kernel's own or its packages', not .NET's; none where it was not built.</summary>
    /// <param name="folder">The folder that the kernel lies in.</param>
    public static IReadOnlySet<string> OwnAssemblies(string folder)
    {
        string dependencies = Path.Combine(folder, Name + ".deps.json");
        return File.Exists(dependencies)
            ? KernelLibrary.Read(dependencies).Where(library => !library.IsRuntime).SelectMany(library => library.Files)
                .Select(file => Path.GetFileName(file)).ToHashSet(StringComparer.OrdinalIgnoreCase)
            : new HashSet<string>(StringComparer.OrdinalIgnoreCase);
    }
}
