using System.Reflection;
using System.Runtime.Loader;
using CrackLab.Engine.Execution;

namespace CrackLab.Engine.Plugins;

/// <summary>Loads a plug-in with what its .deps.json names, native libraries too; the engine's own assembly is the one that is here already.</summary>
/// <param name="path">Full path of the plug-in's assembly.</param>
internal sealed class PluginContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private static readonly Assembly Shared = typeof(IEngine).Assembly;
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (string.Equals(assemblyName.Name, Shared.GetName().Name, StringComparison.OrdinalIgnoreCase))
        {
            return Shared;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;
}
