using CrackLab.Engine.Serialization;

namespace CrackLab.Tracking;

/// <summary>Holds a folder for one run that is being begun: a locked file, which the system frees when a process is killed.</summary>
internal sealed class RunClaim : IDisposable
{
    private readonly FileStream _lock;

    private RunClaim(FileStream locked) => _lock = locked;

    /// <summary>Takes a folder.</summary>
    /// <param name="folder">Path of a folder that exists.</param>
    /// <returns>The claim, or <see langword="null"/> where another one is held.</returns>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static RunClaim? Take(string folder)
    {
        string path = Path.Combine(folder, ".claim" + PendingFile.TemporaryExtension);
        try
        {
            return new RunClaim(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Gives the folder free.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        try
        {
            File.Delete(_lock.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What remains is a dot-file that nothing reads.
        }
    }
}
