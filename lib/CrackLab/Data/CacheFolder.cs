using CrackLab.Engine.Serialization;

namespace CrackLab.Data;

/// <summary>Where caches lie unless the caller says otherwise.</summary>
internal static class CacheFolder
{
    /// <summary>Environment variable that overrides the user's cache folder.</summary>
    public const string Variable = "CRACKLAB_CACHE";

    /// <summary>The folder to take where the usual one cannot be written.</summary>
    public static string Fallback => Path.Combine(Path.GetTempPath(), $"cracklab-{Environment.UserName}");

    /// <summary>The user's cache folder, as the system has it.</summary>
    public static string Usual
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
            {
                return Path.GetFullPath(chosen);
            }

            if (OperatingSystem.IsWindows())
            {
                return Below(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "CrackLab", "cache");
            }

            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (OperatingSystem.IsMacOS())
            {
                return Below(home, "Library", "Caches", "CrackLab");
            }

            // The XDG base directory specification says that a relative path is to be ignored.
            return Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache)
                ? Path.Combine(cache, "cracklab")
                : Below(home, ".cache", "cracklab");
        }
    }

    /// <summary>Whether files can be made in a folder, which is made where it is missing.</summary>
    public static bool IsWritable(string folder)
    {
        try
        {
            using PendingFile probe = AtomicFile.Create(Path.Combine(folder, "probe"));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Below(string folder, params string[] names) =>
        folder.Length == 0 ? Fallback : Path.Combine([folder, .. names]);
}
