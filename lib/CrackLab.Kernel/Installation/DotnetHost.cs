using System.Runtime.InteropServices;

namespace CrackLab.Kernel.Installation;

/// <summary>The dotnet command of the installation that this process runs on.</summary>
internal static class DotnetHost
{
    private static readonly string Expected = Path.Combine(
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Its absolute path, found from the folder of the runtime (ROOT/shared/Microsoft.NETCore.App/VERSION); <see langword="null"/> where there is none, as where a program brings .NET along.</summary>
    public static string? Find() => File.Exists(Expected) ? Expected : null;

    /// <summary>Its absolute path.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Executable => Find() ?? throw new FileNotFoundException(
        $"{Expected}: expected the dotnet command of the runtime, received no such file. Install .NET, or use cracklab as a single file.", Expected);
}
