using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Plugins;
using TorchSharp;

namespace CrackLab.TorchSharp;

/// <summary>Finds and loads libtorch, or says in one line why it cannot.</summary>
/// <remarks>
/// Before TorchSharp does: where it finds nothing, it searches the package cache, copies what is there, and writes what it
/// did to the program's output.
/// </remarks>
internal static class TorchLibrary
{
    private const string Name = "LibTorchSharp";
    private static readonly Lock Loading = new();
    private static bool _isLoaded;

    private static string Identifier => OperatingSystem.IsWindows()
        ? RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "win-arm64" : "win-x64"
        : OperatingSystem.IsMacOS() ? "osx-arm64" : "linux-x64";

    /// <summary>Loads it once, and makes sure of the device.</summary>
    /// <param name="device">What is to compute.</param>
    /// <exception cref="PlatformNotSupportedException">libtorch does not load, or sees no CUDA card.</exception>
    public static void Load(Device device)
    {
        lock (Loading)
        {
            if (!_isLoaded)
            {
                NativeEnvironment.Prepare();
                Assembly assembly = typeof(torch).Assembly;
                AssemblyLoadContext.GetLoadContext(assembly)!.ResolvingUnmanagedDll += (_, name) => Resolve(name);
                Require(assembly);
                _isLoaded = true;
            }
        }

        if (device == Device.Cuda && !torch.cuda.is_available())
        {
            throw new PlatformNotSupportedException(
                $"TorchSharp engine: expected a CUDA card, received none that libtorch sees. Compute on the CPU, or look after the driver and build with CUDA: {EnginePlugin.Torch.BuildCommand} -p:TorchNative={(OperatingSystem.IsWindows() ? "cuda-windows" : "cuda-linux")}");
        }
    }

    /// <summary>The folders that a build leaves native libraries in.</summary>
    internal static IReadOnlyList<string> Folders()
    {
        IEnumerable<string> roots = new[] { typeof(TorchLibrary).Assembly.Location, typeof(torch).Assembly.Location, AppContext.BaseDirectory }
            .Select(path => Path.GetDirectoryName(path))
            .OfType<string>()
            .Where(folder => folder.Length > 0)
            .Distinct(StringComparer.Ordinal);
        return [.. roots.SelectMany(root => (string[])[Path.Combine(root, "runtimes", Identifier, "native"), root])];
    }

    private static void Require(Assembly assembly)
    {
        if (FileOf(Name) is not { } file)
        {
            // Where the system's loader is told another place, as LD_LIBRARY_PATH does.
            if (!NativeLibrary.TryLoad(Name, assembly, searchPath: null, out _))
            {
                throw new PlatformNotSupportedException(
                    $"TorchSharp engine: expected the native library {Name} in {Folders()[0]}, received no such file. Build it with libtorch: {EnginePlugin.Torch.BuildCommand}");
            }

            return;
        }

        try
        {
            NativeLibrary.Load(file);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new PlatformNotSupportedException(
                $"TorchSharp engine: expected native libraries that this system can load, received: {Reason(error.Message)}. Install what is missing, or take a libtorch that fits this system.", error);
        }
    }

    /// <summary>Of .NET's advice and the system's complaints below it the first complaint; the advice where that is all.</summary>
    internal static string Reason(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines[lines.Length > 1 ? 1 : 0].TrimEnd('.');
    }

    private static nint Resolve(string name) =>
        FileOf(name) is { } file && NativeLibrary.TryLoad(file, out nint handle) ? handle : 0;

    private static string? FileOf(string name)
    {
        string form = OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
        return Folders().Select(folder => Path.Combine(folder, form)).FirstOrDefault(File.Exists);
    }
}
