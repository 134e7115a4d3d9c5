using System.Runtime.InteropServices;

namespace CrackLab.Kernel.Installation;

/// <summary>The dotnet command that runs this process's runtime.</summary>
public static class DotnetHost
{
    /// <summary>Its absolute path, found from the folder of the runtime (ROOT/shared/Microsoft.NETCore.App/VERSION).</summary>
    public static string Executable { get; } = Path.Combine(
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
}
