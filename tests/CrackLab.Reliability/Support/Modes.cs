namespace CrackLab.Reliability.Support;

/// <summary>Who may do what with a file or folder; Windows keeps that elsewhere.</summary>
internal static class Modes
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Readers = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Lets nobody but root read.</summary>
    public static void Shut(string path) => Set(path, UnixFileMode.None);

    /// <summary>Lets everybody read, the owner write.</summary>
    public static void Show(string path) => Set(path, Owner | Readers);

    /// <summary>Lets everybody write.</summary>
    public static void Open(string path) => Set(path, Owner | Readers | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);

    private static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
