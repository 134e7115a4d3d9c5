namespace CrackLab.Reliability.Support;

/// <summary>Programs of this machine.</summary>
internal static class Tool
{
    /// <summary>Full path of a program on the PATH, or <see langword="null"/>.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
