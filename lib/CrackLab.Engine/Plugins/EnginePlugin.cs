using System.Reflection;
using CrackLab.Engine.Execution;

namespace CrackLab.Engine.Plugins;

/// <summary>An engine in an assembly of its own, which is found and loaded only when it is asked for.</summary>
/// <remarks>
/// Looked for in the folder that the caller or the environment variable <see cref="FolderVariable"/> states; else in
/// engines/NAME beside the program, and where a clone of the repository builds it. The assembly has the version of this
/// one, and one public class that implements <see cref="IEngineFactory"/>. It runs with the rights of the program: state
/// only folders that you trust as you trust the program's own.
/// </remarks>
public sealed class EnginePlugin
{
    /// <summary>Environment variable that may state the folder.</summary>
    public const string FolderVariable = "CRACKLAB_ENGINE_PATH";

    private readonly Dictionary<string, IEngineFactory> _loaded = new(StringComparer.Ordinal);

    /// <summary>Describes a plug-in.</summary>
    /// <param name="name">Name on the command line, and of its folder below engines.</param>
    /// <param name="assembly">Name of its assembly.</param>
    /// <param name="build">The command that builds it in a clone.</param>
    internal EnginePlugin(string name, string assembly, string build)
    {
        Name = name;
        Assembly = assembly;
        BuildCommand = build;
    }

    /// <summary>TorchSharp: libtorch on the CPU or on a CUDA card.</summary>
    public static EnginePlugin Torch { get; } = new("torch", "CrackLab.TorchSharp", "dotnet build -c Release lib/CrackLab.TorchSharp");

    /// <summary>Name on the command line.</summary>
    public string Name { get; }

    /// <summary>Name of its assembly.</summary>
    public string Assembly { get; }

    /// <summary>The command that builds it in a clone.</summary>
    public string BuildCommand { get; }

    /// <summary>Full path of the plug-in's assembly, or <see langword="null"/> where there is none.</summary>
    /// <param name="folder">The folder that holds it; <see langword="null"/> to look in the usual places.</param>
    public string? Find(string? folder = null) => Candidates(folder).FirstOrDefault(File.Exists);

    /// <summary>Makes the engine.</summary>
    /// <param name="options">How it is to compute; <see langword="null"/> for the CPU in float32.</param>
    /// <param name="folder">The folder that holds the plug-in; <see langword="null"/> to look in the usual places.</param>
    /// <exception cref="FileNotFoundException">The plug-in is not there; the message says how to build it.</exception>
    /// <exception cref="InvalidDataException">What is there is no such plug-in, or one of another version.</exception>
    /// <exception cref="ArgumentException">The options do not fit each other.</exception>
    /// <exception cref="PlatformNotSupportedException">The device, or a native library that the engine needs, cannot be had on this machine.</exception>
    public IEngine Create(EngineOptions? options = null, string? folder = null)
    {
        string path = Find(folder) ?? throw new FileNotFoundException(Missing(folder));
        IEngineFactory factory = Factory(path);
        try
        {
            return factory.Create(options ?? new EngineOptions());
        }
        catch (Exception error) when (error is TypeLoadException or MissingMemberException or FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            throw Stale(path, error);
        }
    }

    /// <summary>The same, where the plug-in may be missing.</summary>
    /// <param name="options">How it is to compute.</param>
    /// <param name="missing">Receives the line that says how to build it, or <see langword="null"/> where it is there.</param>
    /// <returns>The engine, or <see langword="null"/> where there is no plug-in or this machine cannot run it.</returns>
    public IEngine? TryCreate(EngineOptions? options, out string? missing)
    {
        try
        {
            missing = null;
            return Create(options);
        }
        catch (Exception error) when (error is FileNotFoundException or InvalidDataException or PlatformNotSupportedException)
        {
            missing = error.Message;
            return null;
        }
    }

    private IEngineFactory Factory(string path)
    {
        lock (_loaded)
        {
            if (!_loaded.TryGetValue(path, out IEngineFactory? factory))
            {
                factory = Load(path);
                _loaded.Add(path, factory);
            }

            return factory;
        }
    }

    private IEngineFactory Load(string path)
    {
        Version own = typeof(IEngine).Assembly.GetName().Version!;
        try
        {
            Version version = AssemblyName.GetAssemblyName(path).Version!;
            if (version != own)
            {
                throw new InvalidDataException($"{path}: expected a plug-in of version {own.ToString(3)}, as CrackLab has, received {version.ToString(3)}. Build it anew: {BuildCommand}");
            }

            // All types, not the public ones alone: one that lacks a method of today's interfaces shows itself here, not in a training.
            Type[] factories = [.. new PluginContext(path).LoadFromAssemblyPath(path).GetTypes().Where(IsFactory)];
            return factories.Length == 1
                ? (IEngineFactory)Activator.CreateInstance(factories[0])!
                : throw new InvalidDataException($"{path}: expected one public class that implements {nameof(IEngineFactory)}, received {factories.Length}. Build it anew: {BuildCommand}");
        }
        catch (ReflectionTypeLoadException error)
        {
            throw Stale(path, error.LoaderExceptions.OfType<Exception>().FirstOrDefault() ?? error);
        }
        catch (Exception error) when (error is BadImageFormatException or TypeLoadException or MissingMemberException or FileNotFoundException or FileLoadException or TargetInvocationException)
        {
            throw Stale(path, error);
        }
    }

    private InvalidDataException Stale(string path, Exception error) => new(
        $"{path}: expected a plug-in that fits this CrackLab, received one that does not load ({error.Message}). Build it anew: {BuildCommand}", error);

    private string Missing(string? folder) => StatedFolder(folder) is { } stated
        ? $"Engine '{Name}': expected {Assembly}.dll in {stated}, received no such file. Build it in a clone: {BuildCommand}, and state its output folder."
        : $"Engine '{Name}': expected {Assembly}.dll in engines/{Name} beside the program, received no such file. Build it in a clone: {BuildCommand}";

    private static string? StatedFolder(string? folder) =>
        folder ?? (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } stated ? stated : null);

    private static bool IsFactory(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsVisible: true } && type.IsAssignableTo(typeof(IEngineFactory)) && type.GetConstructor(Type.EmptyTypes) is not null;

    private IEnumerable<string> Candidates(string? folder)
    {
        if (StatedFolder(folder) is { } stated)
        {
            return [Path.GetFullPath(Path.Combine(stated, $"{Assembly}.dll"))];
        }

        return Roots().SelectMany(root => (string[])
        [
            Path.Combine(root, "engines", Name, $"{Assembly}.dll"),

            // In a clone artifacts/bin holds a folder for each project, and in it one for each configuration.
            Path.GetFullPath(Path.Combine(root, "..", "..", Assembly, Path.GetFileName(root), $"{Assembly}.dll")),
        ]);
    }

    private static IEnumerable<string> Roots()
    {
        yield return Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        if (Path.GetDirectoryName(typeof(IEngine).Assembly.Location) is { Length: > 0 } library)
        {
            yield return library;
        }
    }
}
