using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace CrackLab.Engine.Serialization;

/// <summary>Keeps a folder for one process at a time, and tells the others whose it is.</summary>
/// <remarks>
/// A locked file in the folder. The system frees it when its process ends, however that happens: after a crash nothing has to
/// be cleared by hand. Who holds it stands in a second file beside it, for not every system lets others read a locked one.
/// Where a file system knows no locks, processes are not kept apart. A folder that is held and goes away all the same, moved or
/// with its disk, is not made again by whoever writes into it: half of a work in a new folder would pass for the whole.
/// </remarks>
public sealed class FolderLock : IDisposable
{
    /// <summary>Name of the locked file; it goes with the lock, or stays behind unlocked where its process was killed.</summary>
    public const string FileName = ".cracklab-lock";

    /// <summary>Name of the file that says who holds the lock.</summary>
    public const string HolderName = ".cracklab-holder";

    private const string Somebody = "another process";
    private const int MostAttempts = 20;
    private const int MostLooks = 100;
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);
    private static readonly ConcurrentDictionary<string, int> HeldHere = new(StringComparer.Ordinal);

    private readonly FileStream _locked;
    private readonly string? _folder;
    private readonly string _holder;
    private bool _isFree;

    private FolderLock(FileStream locked, string holder, string? folder)
    {
        (_locked, _holder, _folder) = (locked, holder, folder);
        LockHolder.Current().Write(holder);
        if (folder is not null)
        {
            HeldHere[folder] = 0;
        }
    }

    /// <summary>Takes a folder.</summary>
    /// <param name="folder">Path of a folder that exists.</param>
    /// <param name="what">What it is wanted for, to begin the message with, such as "Training in 'runs/first'".</param>
    /// <exception cref="FolderHeldException">Another process holds it; the message says which.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static FolderLock Take(string folder, string what) => Take(() => TryTake(folder), Path.Combine(folder, HolderName), what);

    /// <summary>Takes the place of a folder that is being made elsewhere and moved there: by files beside it.</summary>
    /// <param name="path">Path of the folder to be; the one that it shall lie in exists.</param>
    /// <param name="what">What it is wanted for, to begin the message with.</param>
    /// <exception cref="FolderHeldException">Another process holds it; the message says which.</exception>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static FolderLock TakePlace(string path, string what)
    {
        string beside = HiddenBeside(path);
        return Take(() => TryTake(beside + "-lock", beside + "-holder", path, folder: null), beside + "-holder", what);
    }

    /// <summary>A hidden name beside a path, the same for the same path, and short whatever that is called.</summary>
    /// <param name="path">The path.</param>
    public static string HiddenBeside(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(full))).AsSpan(0, 8));
        return Path.Combine(Path.GetDirectoryName(full) ?? full, $".cracklab-{key}");
    }

    /// <summary>Takes a folder, or gives <see langword="null"/> where another process holds it.</summary>
    /// <param name="folder">Path of a folder that exists.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static FolderLock? TryTake(string folder)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return TryTake(Path.Combine(full, FileName), Path.Combine(full, HolderName), folder, full);
    }

    /// <summary>Whether another process holds a folder.</summary>
    /// <param name="folder">Path of the folder; need not exist.</param>
    public static bool IsHeld(string folder)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(folder, FileName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException e)
        {
            return IsHeld(e);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a file is one of those that a lock leaves where its process was killed.</summary>
    /// <param name="path">Path or name of the file.</param>
    public static bool IsTrace(string path) => Path.GetFileName(path) is FileName or HolderName;

    /// <summary>The folder at or above a path that this process holds and that is gone, or <see langword="null"/>.</summary>
    /// <param name="path">Full path of what is to be made.</param>
    internal static string? GoneAbove(string path)
    {
        for (string? one = path; one is not null; one = Path.GetDirectoryName(one))
        {
            if (HeldHere.ContainsKey(one))
            {
                return Directory.Exists(one) ? null : one;
            }
        }

        return null;
    }

    /// <summary>Gives the folder free.</summary>
    public void Dispose()
    {
        if (_isFree)
        {
            return;
        }

        _isFree = true;
        if (_folder is not null)
        {
            HeldHere.TryRemove(_folder, out _);
        }

        try
        {
            File.Delete(_holder);
            if (!OperatingSystem.IsWindows())
            {
                // Before it is unlocked, or it could be the next holder's.
                File.Delete(_locked.Name);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is gone or may not be written to any more; unlocked, the file is in nobody's way.
        }

        _locked.Dispose();
    }

    private static FolderLock Take(Func<FolderLock?> attempt, string holder, string what)
    {
        for (int look = 1; ; look++)
        {
            if (attempt() is { } taken)
            {
                return taken;
            }

            LockHolder? found = LockHolder.Read(holder);
            if (found is not null || look == MostLooks)
            {
                throw Held(what, found?.ToString() ?? Somebody);
            }

            // The note is written right behind the locking and removed right before the unlocking: this is one of those moments.
            Thread.Sleep(Glance);
        }
    }

    private static FolderLock? TryTake(string path, string holder, string shown, string? folder)
    {
        for (int attempt = 1; ; attempt++)
        {
            FileStream locked;
            try
            {
                // Elsewhere than on Windows whoever closes such a file removes what is there under its name, be it another's by then.
                FileOptions options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
                locked = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, options);
            }
            catch (IOException e) when (IsHeld(e))
            {
                return null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw WriteFault.Explain(shown, e);
            }

            if (IsAt(path) || attempt == MostAttempts)
            {
                return new FolderLock(locked, holder, folder);
            }

            // The last holder removed the file between its opening and its locking here: what is locked has no name any more.
            locked.Dispose();
        }
    }

    private static FolderHeldException Held(string what, string holder) => new(
        $"{what}: expected a folder that nobody else is at work in, received one held by {holder}. Wait for its end, or end it.");

    private static bool IsHeld(IOException e) => e.HResult == (OperatingSystem.IsWindows() ? WindowsSharingViolation
        : OperatingSystem.IsLinux() ? LinuxWouldBlock
        : BsdWouldBlock);

    /// <summary>Whether the file of that name is locked: by this process, who just locked a file that it opened by this name.</summary>
    private static bool IsAt(string path)
    {
        try
        {
            using var other = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (IOException e)
        {
            return IsHeld(e);
        }
    }
}
