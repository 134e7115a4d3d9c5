namespace CrackLab.Data;

/// <summary>What lies behind the name of a photo, before it is read.</summary>
internal static class PhotoFile
{
    private const char Undecodable = '\uFFFD';

    /// <summary>Whether reading it is of no use: it is empty, or no file but a pipe, whose opening waits for ever.</summary>
    /// <param name="path">The path; need not lead anywhere.</param>
    /// <remarks>What a shell hands over in a pipe of its own (such as a path below /dev/fd) leads to no name, and is read.</remarks>
    public static bool HasNothing(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null)
            {
                file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            }

            return file is { Exists: true, Length: 0 };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Reading it will tell why.
            return false;
        }
    }

    /// <summary>Reads a photo; one that has nothing to be read has no bytes.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Reading is not allowed, or it is a folder.</exception>
    public static byte[] ReadAllBytes(string path) => HasNothing(path) ? [] : File.ReadAllBytes(path);

    /// <summary>Whether a name was not in UTF-8, so that what .NET makes of it leads nowhere.</summary>
    public static bool IsUndecodable(string path) => path.Contains(Undecodable, StringComparison.Ordinal) && !Path.Exists(path);

    /// <summary>Why a photo cannot be read, for people.</summary>
    /// <param name="path">The path.</param>
    /// <param name="error">What reading threw.</param>
    public static string Reason(string path, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => IsUndecodable(path)
            ? UndecodableReason
            : "expected a file, found nothing",
        UnauthorizedAccessException => Directory.Exists(path)
            ? "expected a folder that may be listed, received 'access denied'. Change its permissions"
            : "expected a file that may be read, received 'access denied'",
        _ => error.Message,
    };

    /// <summary>What is wrong with a name that is not in UTF-8.</summary>
    public const string UndecodableReason = "expected a name in UTF-8, received other bytes in it. Rename the file";
}
