namespace CrackLab.Endurance;

/// <summary>The command that the build puts beside this program.</summary>
internal static class CommandPath
{
    /// <summary>Finds it.</summary>
    /// <exception cref="FileNotFoundException">It has not been built.</exception>
    public static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        string path = Path.Combine(
            folder.Parent!.Parent!.FullName, "CrackLab.Cli", folder.Name, OperatingSystem.IsWindows() ? "cracklab.exe" : "cracklab");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path}: expected the command, found nothing. Build it: dotnet build -c Release", path);
    }
}
