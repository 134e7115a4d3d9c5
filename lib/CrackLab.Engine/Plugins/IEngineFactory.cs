using CrackLab.Engine.Execution;

namespace CrackLab.Engine.Plugins;

/// <summary>What a plug-in offers: one public class with this interface and a constructor without parameters.</summary>
public interface IEngineFactory
{
    /// <summary>Makes the engine.</summary>
    /// <param name="options">How it is to compute.</param>
    /// <exception cref="ArgumentException">The options do not fit each other.</exception>
    /// <exception cref="PlatformNotSupportedException">The device, or a native library that the engine needs, cannot be had on this machine.</exception>
    IEngine Create(EngineOptions options);
}
