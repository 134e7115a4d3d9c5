using System.IO.Compression;
using System.Reflection;
using CrackLab.Packaging.Tests;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace CrackLab.Packaging.Tests;

/// <summary>The packages in a folder that serves as the only feed, and the command installed from it as a .NET tool.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
    };

    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-packages-").FullName;

    /// <summary>Where the tests' files go; gone after them.</summary>
    public string Folder => Directory.CreateDirectory(Path.Combine(_root, "work")).FullName;

    /// <summary>The installed command.</summary>
    public string Command => Path.Combine(_root, "tools", OperatingSystem.IsWindows() ? "cracklab.exe" : "cracklab");

    /// <summary>A few pictures of synthetic concrete, some files broken.</summary>
    public string Photos => Path.Combine(Folder, "photos");

    private string Packages => Path.Combine(_root, "feed");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // The tests' own folder is named after the configuration that the projects were built in.
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        await Dotnet(
            Repository.Root, "pack", "CrackLab.sln", "--no-build", "-c", char.ToUpperInvariant(configuration[0]) + configuration[1..],
            $"-p:PackageOutputPath={Packages}", $"-p:PublishDir={Path.Combine(_root, "publish")}{Path.DirectorySeparatorChar}");
        await File.WriteAllTextAsync(Path.Combine(_root, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="feed" value="{Packages}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="build" value="{Metadata("PackageFolder")}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        await Dotnet(_root, "tool", "install", "CrackLab.Cli", "--tool-path", Path.Combine(_root, "tools"), "--configfile", Path.Combine(_root, "nuget.config"));
        await Run("data", "sample", "--out", Photos, "--count", "60", "--seed", "5");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the installed command.</summary>
    /// <param name="arguments">Its arguments.</param>
    internal Task<ProgramRun> Run(params string[] arguments) => ProgramRun.Of(Folder, Settings, [Command, .. arguments]);

    /// <summary>Runs the SDK, with the packages in a folder of the tests' own.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">Its arguments.</param>
    internal Task<ProgramRun> Dotnet(string folder, params string[] arguments) => ProgramRun.Of(
        folder, new Dictionary<string, string>(Settings, StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Path.Combine(_root, "cache") }, ["dotnet", .. arguments]);

    /// <summary>Opens a package.</summary>
    /// <param name="id">Its id.</param>
    internal ZipArchive Open(string id) => ZipFile.OpenRead(Directory.GetFiles(Packages, $"{id}.*.nupkg").Single(path =>
        char.IsAsciiDigit(Path.GetFileName(path)[id.Length + 1])));

    private static string Metadata(string key) => typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;
}
