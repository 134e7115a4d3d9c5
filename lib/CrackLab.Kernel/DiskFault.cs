namespace CrackLab.Kernel;

/// <summary>Says in one line which file could not be written, and how to mend it.</summary>
internal static class DiskFault
{
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int UnixNoSpace = 28;

    /// <summary>Whether an exception is one that <see cref="Explain"/> is for.</summary>
    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Makes the exception to throw instead.</summary>
    /// <param name="path">The file or folder that was to be written.</param>
    /// <param name="e">What the system threw.</param>
    public static Exception Explain(string path, Exception e)
    {
        if (e is UnauthorizedAccessException)
        {
            return new UnauthorizedAccessException(
                $"Writing '{path}': expected a folder that may be written, received 'access denied'. Change its permissions or choose another folder.", e);
        }

        bool isFull = e.HResult == (OperatingSystem.IsWindows() ? WindowsDiskFull : UnixNoSpace);
        return new IOException(
            isFull
                ? $"Writing '{path}': expected free space on the disk, received 'disk full'. Free some space or choose another disk."
                : $"Writing '{path}': expected a file that can be made, received '{e.Message.TrimEnd('.', ' ')}'. Choose another place or name.",
            e);
    }
}
