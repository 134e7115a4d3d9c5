using CrackLab.Data;

[assembly: AssemblyFixture(typeof(CrackLab.Tests.CacheHome))]

namespace CrackLab.Tests;

/// <summary>Gives the tests a pixel cache of their own, and removes it after the last one.</summary>
public sealed class CacheHome : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cracklab-tests-cache-").FullName;

    public CacheHome() => Environment.SetEnvironmentVariable(CacheFolder.Variable, _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
