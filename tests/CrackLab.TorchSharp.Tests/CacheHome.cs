[assembly: AssemblyFixture(typeof(CrackLab.TorchSharp.Tests.CacheHome))]

namespace CrackLab.TorchSharp.Tests;

/// <summary>Gives the tests, and the commands that they start, a pixel cache of their own, and removes it after the last one; loads libtorch as the engine does.</summary>
public sealed class CacheHome : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cracklab-tests-cache-").FullName;

    public CacheHome()
    {
        Environment.SetEnvironmentVariable("CRACKLAB_CACHE", _folder);
        _ = new TorchSharpEngine();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
