namespace CrackLab.Kernel.Installation;

/// <summary>Where Jupyter front ends look for kernels.</summary>
/// <param name="platform">The operating system.</param>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="home">The user's home folder.</param>
internal sealed class JupyterFolders(JupyterPlatform platform, Func<string, string?> environment, string home)
{
    private const string Name = "jupyter";

    /// <summary>The folders of this process's user.</summary>
    public static JupyterFolders Current() => new(
        OperatingSystem.IsWindows() ? JupyterPlatform.Windows : OperatingSystem.IsMacOS() ? JupyterPlatform.MacOS : JupyterPlatform.Linux,
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>The user's own data folder; kernels lie in its subfolder "kernels".</summary>
    public string UserData => Variable("JUPYTER_DATA_DIR") ?? platform switch
    {
        JupyterPlatform.Windows => Join(Variable("APPDATA") ?? Join(home, "AppData", "Roaming"), Name),
        JupyterPlatform.MacOS => Join(home, "Library", "Jupyter"),
        _ => Join(Variable("XDG_DATA_HOME") ?? Join(home, ".local", "share"), Name),
    };

    /// <summary>Every data folder that is searched: JUPYTER_PATH, the user's, the system's.</summary>
    public IReadOnlyList<string> Searched =>
    [
        .. (Variable("JUPYTER_PATH") ?? "").Split(platform == JupyterPlatform.Windows ? ';' : ':', StringSplitOptions.RemoveEmptyEntries),
        UserData,
        .. platform == JupyterPlatform.Windows
            ? [Join(Variable("PROGRAMDATA") ?? "C:\\ProgramData", Name)]
            : new[] { "/usr/local/share/jupyter", "/usr/share/jupyter" },
    ];

    private string? Variable(string name) => environment(name) is { Length: > 0 } value ? value : null;

    private string Join(params string[] parts) => string.Join(platform == JupyterPlatform.Windows ? '\\' : '/', parts);
}
