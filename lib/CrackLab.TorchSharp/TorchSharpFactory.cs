using CrackLab.Engine.Execution;
using CrackLab.Engine.Plugins;

namespace CrackLab.TorchSharp;

/// <summary>Where the plug-in begins.</summary>
public sealed class TorchSharpFactory : IEngineFactory
{
    /// <inheritdoc/>
    public IEngine Create(EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TorchSharpEngine(options.Device, options.Precision, options.Threads);
    }
}
