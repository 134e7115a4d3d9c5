using CrackLab.Engine.Serialization;

namespace CrackLab.Data;

/// <summary>Temporary files that a killed process has left behind.</summary>
internal static class Leftovers
{
    /// <summary>Removes those that nobody holds open any more.</summary>
    /// <param name="folder">Where to look, folders inside left out; need not exist.</param>
    /// <param name="age">How long they must not have been written to: above zero where others may be creating theirs.</param>
    public static void Remove(string folder, TimeSpan age)
    {
        try
        {
            foreach (string leftover in Directory.EnumerateFiles(folder, "*" + PendingFile.TemporaryExtension))
            {
                if (File.GetLastWriteTimeUtc(leftover) <= DateTime.UtcNow - age && IsFree(leftover))
                {
                    File.Delete(leftover);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A dot-file that stays is in nobody's way.
        }
    }

    private static bool IsFree(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
