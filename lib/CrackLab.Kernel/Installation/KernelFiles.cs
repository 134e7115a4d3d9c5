using System.Runtime.InteropServices;
using System.Text.Json;

namespace CrackLab.Kernel.Installation;

/// <summary>The files that the kernel runs from.</summary>
internal static class KernelFiles
{
    private const string Name = "CrackLab.Kernel";

    /// <summary>Name of the kernel's assembly.</summary>
    public const string Assembly = Name + ".dll";

    /// <summary>The folder that this process's kernel lies in.</summary>
    public static string Folder => Path.GetDirectoryName(typeof(KernelFiles).Assembly.Location)!;

    /// <summary>The program that starts .NET assemblies, of the installation that this process runs on.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Muxer()
    {
        string runtime = RuntimeEnvironment.GetRuntimeDirectory();
        string path = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"kernel install: expected 'dotnet' at {path}, received no such file. Run the command from an installed .NET SDK.", path);
    }

    /// <summary>Files to copy, relative to the kernel's folder: what its deps.json names, and what .NET needs to start it.</summary>
    /// <param name="folder">The folder that the kernel lies in.</param>
    /// <exception cref="FileNotFoundException">The kernel was not built there.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        string dependencies = Path.Combine(folder, Name + ".deps.json");
        if (!File.Exists(dependencies))
        {
            throw new FileNotFoundException(
                $"{folder}: expected the built kernel with {Name}.deps.json, received no such file. Build it with 'dotnet build -c Release'.", dependencies);
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(dependencies));
        List<string> files = [Name + ".deps.json", Name + ".runtimeconfig.json"];
        foreach (JsonProperty library in document.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            files.AddRange(NamesIn(library.Value, "runtime").Select(asset => Path.GetFileName(asset)));
            files.AddRange(NamesIn(library.Value, "native").Select(asset => Path.GetFileName(asset)));
            files.AddRange(NamesIn(library.Value, "runtimeTargets"));
        }

        // Documentation, where it is there: inspections quote it.
        files.AddRange(files
            .Where(file => file.EndsWith(".dll", StringComparison.Ordinal))
            .Select(file => Path.ChangeExtension(file, ".xml"))
            .Where(file => File.Exists(Path.Combine(folder, file)))
            .ToArray());
        return files;
    }

    private static IEnumerable<string> NamesIn(JsonElement library, string kind) =>
        library.TryGetProperty(kind, out JsonElement assets) ? assets.EnumerateObject().Select(asset => asset.Name) : [];
}
