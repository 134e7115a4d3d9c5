using System.Diagnostics;

namespace CrackLab.Reliability.Support;

/// <summary>The real command, as a process of its own.</summary>
internal sealed class Cracklab
{
    private const int KilledCode = 137;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The launcher that the build puts beside the command's assembly.</summary>
    public static string Launcher
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(folder.Parent!.Parent!.FullName, "CrackLab.Cli", folder.Name, OperatingSystem.IsWindows() ? "cracklab.exe" : "cracklab");
        }
    }

    /// <summary>Where the pixel caches of its processes lie.</summary>
    public required string Cache { get; init; }

    /// <summary>Folder that its processes work in.</summary>
    public required string Folder { get; init; }

    /// <summary>What stands before the command, such as a tracer.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Variables of the environment besides.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Starts it.</summary>
    public Process Start(params IReadOnlyList<string> arguments)
    {
        string[] words = [.. Before, Launcher, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        start.Environment["CRACKLAB_CACHE"] = Cache;
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    public Finished Run(params IReadOnlyList<string> arguments)
    {
        var clock = Stopwatch.StartNew();
        using Process process = Start(arguments);
        return Wait(process, clock);
    }

    /// <summary>Waits for the end of a process.</summary>
    /// <param name="process">What <see cref="Start"/> gave.</param>
    /// <param name="clock">Started with it.</param>
    public static Finished Wait(Process process, Stopwatch clock)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new BrokenPromise($"expected an end, received none within {Patience.TotalMinutes:0} minutes");
        }

        TimeSpan time = clock.Elapsed;
        return new Finished(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult(), time);
    }

    /// <summary>The same, with something before it.</summary>
    public Cracklab After(IReadOnlyList<string> before) => new() { Cache = Cache, Folder = Folder, Variables = Variables, Before = before };

    /// <summary>Runs it and kills it, unless it ends before.</summary>
    /// <param name="point">When.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>Whether it was at work when it was killed.</returns>
    public bool Kill(KillPoint point, params IReadOnlyList<string> arguments) => point.Call is null
        ? Kill(point.Moment, arguments)
        : After(Strace.Killing(point)).Run(arguments).ExitCode == KilledCode;

    private bool Kill(TimeSpan moment, IReadOnlyList<string> arguments)
    {
        var clock = Stopwatch.StartNew();
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        TimeSpan left = moment - clock.Elapsed;
        bool ended = left > TimeSpan.Zero && process.WaitForExit(left);
        if (!ended)
        {
            process.Kill();
            process.WaitForExit();
        }

        Task.WaitAll([output, errors], TimeSpan.FromSeconds(5));
        return !ended;
    }
}
