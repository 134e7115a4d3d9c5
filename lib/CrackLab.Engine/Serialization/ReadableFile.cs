namespace CrackLab.Engine.Serialization;

/// <summary>Opens files of models for reading.</summary>
internal static class ReadableFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Opens one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UnauthorizedAccessException">Reading is not allowed, or it is a folder; says which, and how to mend it.</exception>
    /// <exception cref="IOException">There is none, or the disk cannot read it.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UnauthorizedAccessException(
                Directory.Exists(path)
                    ? $"{path}: expected a file, received a folder. Name a file in it."
                    : $"{path}: expected a file that may be read, received 'access denied'. Change its permissions or choose another file.",
                error);
        }
    }
}
