namespace CrackLab.Engine.Serialization;

/// <summary>Turns what the system says about a failed write into one line that says where, what and how to mend it.</summary>
public static class WriteFault
{
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int UnnamedFault = unchecked((int)0x80131620);
    private const int UnixNoSpace = 28;
    private const int LinuxQuota = 122;
    private const int MacQuota = 69;

    /// <summary>Whether the exception says that the disk, or the user's share of it, is full.</summary>
    public static bool IsDiskFull(Exception e) =>
        e is IOException && (e.HResult is WindowsDiskFull or WindowsHandleDiskFull
            || (!OperatingSystem.IsWindows() && e.HResult == UnixNoSpace)
            || (OperatingSystem.IsLinux() && e.HResult == LinuxQuota)
            || (OperatingSystem.IsMacOS() && e.HResult == MacQuota));

    /// <summary>Makes the exception to throw instead.</summary>
    /// <param name="path">The file that was to be written.</param>
    /// <param name="e">What the system threw.</param>
    /// <param name="reserved">Bytes that were to be reserved on the disk when this happened.</param>
    public static Exception Explain(string path, Exception e, long reserved = 0)
    {
        // What .NET throws where it cannot reserve bears no code of the system.
        bool lacksRoom = reserved > 0 && e.GetType() == typeof(IOException) && e.HResult == UnnamedFault;
        if (IsDiskFull(e) || lacksRoom)
        {
            return new IOException(
                $"Writing '{path}': expected free space on the disk, received 'disk full'. Free some space or choose another disk.", e)
            {
                HResult = lacksRoom ? OperatingSystem.IsWindows() ? WindowsDiskFull : UnixNoSpace : e.HResult,
            };
        }

        if (e is UnauthorizedAccessException)
        {
            return new UnauthorizedAccessException(
                $"Writing '{path}': expected a folder that may be written, received 'access denied'. Change its permissions or choose another folder.",
                e);
        }

        if (e is DirectoryNotFoundException or FileNotFoundException && FolderLock.GoneAbove(Path.GetFullPath(path)) is { } gone)
        {
            return new IOException(
                $"Writing '{path}': expected the folder '{gone}' that work began in, received none; somebody moved or deleted it, or its disk is gone. Bring it back and go on.", e);
        }

        string cause = e.Message.TrimEnd('.', ' ');
        return new IOException(
            $"Writing '{path}': expected a file that can be made, received '{cause}'. Choose another place or name.", e);
    }
}
