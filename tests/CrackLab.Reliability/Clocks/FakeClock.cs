using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Clocks;

/// <summary>A clock of a process' own, which may be set while it runs; what it measures time by goes on.</summary>
internal sealed class FakeClock
{
    /// <summary>As the machine's.</summary>
    public const string Right = "+0";

    /// <summary>A day late.</summary>
    public const string Yesterday = "-1d";

    private static readonly string[] Places = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];

    private readonly string _file;

    /// <summary>Makes one.</summary>
    /// <param name="folder">Where the file that sets it lies.</param>
    /// <param name="time">What it shows, as libfaketime takes it.</param>
    public FakeClock(string folder, string time)
    {
        _file = Path.Combine(folder, "clock");
        Set(time);
    }

    private static readonly Lazy<string?> Library = new(() => Places.Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }))
        .FirstOrDefault());

    /// <summary>Why there is none, or <see langword="null"/>.</summary>
    public static string? Missing => Library.Value is null ? "there is no libfaketime; Debian's package libfaketime brings it" : null;

    /// <summary>Sets it.</summary>
    public void Set(string time)
    {
        File.WriteAllText(_file + ".new", time + "\n");
        File.Move(_file + ".new", _file, overwrite: true);
    }

    /// <summary>The command under this clock.</summary>
    public Cracklab For(Cracklab command) => new()
    {
        Folder = command.Folder,
        Cache = command.Cache,
        Before = command.Before,
        Variables = new Dictionary<string, string>(command.Variables, StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = Library.Value!,
            ["FAKETIME_TIMESTAMP_FILE"] = _file,
            ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["NO_FAKE_STAT"] = "1",
        },
    };
}
