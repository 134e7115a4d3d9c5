[assembly: AssemblyFixture(typeof(CrackLab.Cli.Tests.CacheHome))]

namespace CrackLab.Cli.Tests;

/// <summary>Gives the tests, and the processes they start, a pixel cache of their own.</summary>
public sealed class CacheHome : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cracklab-cli-tests-cache-").FullName;

    public CacheHome() => Environment.SetEnvironmentVariable("CRACKLAB_CACHE", _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
