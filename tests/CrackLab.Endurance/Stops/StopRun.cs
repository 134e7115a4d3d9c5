using System.Diagnostics;
using System.Text;
using CrackLab.Engine.Serialization;

namespace CrackLab.Endurance.Stops;

/// <summary>One run of a command as a process of its own, stopped at a moment.</summary>
/// <param name="command">Path of the command.</param>
/// <param name="scene">The data.</param>
internal sealed class StopRun(string command, StopScene scene)
{
    private const int Look = 2;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Runs one to its end and tells how long that takes from its beginning.</summary>
    /// <param name="one">The command.</param>
    /// <param name="most">Longest time to look at.</param>
    public TimeSpan Measure(StopCase one, TimeSpan most)
    {
        if (one.IsEndless) return most;
        using Process process = Start(one, scene.NewFolder(), out Task<string> errors, out Task<TimeSpan> begun);
        var clock = Stopwatch.StartNew();
        if (!process.WaitForExit(most))
        {
            Signals.Send(-process.Id, Signals.Interrupt);
            if (!process.WaitForExit(Longest)) process.Kill(entireProcessTree: true);
            return most;
        }

        return process.ExitCode == 0 ? clock.Elapsed
            : throw new InvalidOperationException($"{one.Name}: expected exit code 0 where nobody stops it, received {process.ExitCode}: {errors.Result.Trim()} {begun.Status}");
    }

    /// <summary>Runs one and stops it.</summary>
    /// <param name="one">The command.</param>
    /// <param name="moment">When, counted from its beginning.</param>
    /// <param name="signal">How.</param>
    public async Task<StopResult> Stop(StopCase one, TimeSpan moment, int signal)
    {
        string folder = scene.NewFolder();
        using Process process = Start(one, folder, out Task<string> errors, out Task<TimeSpan> begun);
        if (one.Begins is not null && await Task.WhenAny(begun, process.WaitForExitAsync()).ConfigureAwait(false) != begun)
        {
            throw new InvalidOperationException($"{one.Name}: expected '{one.Begins}' on its standard output, received its end: {await errors.ConfigureAwait(false)}");
        }

        using var busy = new CancellationTokenSource();
        Task work = one.Keep?.Invoke(_line, busy.Token) ?? Task.CompletedTask;
        bool ended = process.WaitForExit(moment);
        double before = ProcessorClock.Read(process.Id) ?? 0, after = before;
        var clock = Stopwatch.StartNew();
        if (!ended) Signals.Send(one.IsGroup ? -process.Id : process.Id, signal);
        while (!process.WaitForExit(Look))
        {
            after = ProcessorClock.Read(process.Id) ?? after;
            if (clock.Elapsed > Longest) process.Kill(entireProcessTree: true);
        }

        double seconds = clock.Elapsed.TotalSeconds;
        await busy.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(false);
        string said = await errors.ConfigureAwait(false);
        ended |= process.ExitCode == 0 && one.ExitCode != 0;
        return new StopResult(
            moment.TotalSeconds,
            signal == Signals.Interrupt ? "SIGINT" : "SIGTERM",
            ended ? null : seconds,
            after - before,
            ended ? EarlyEnd(one, process.ExitCode, said) : IsTooEarly(process.ExitCode - signal, said, folder) ? null : Fault(one, process.ExitCode, said, folder),
            Place(said));
    }

    private string _line = "";

    private Process Start(StopCase one, string folder, out Task<string> errors, out Task<TimeSpan> begun)
    {
        // A group of its own, as a terminal makes one for each command.
        var start = new ProcessStartInfo("setsid", [command, .. one.Arguments(folder)])
        {
            RedirectStandardInput = one.HasSilentInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        start.Environment["CRACKLAB_DEBUG"] = "1";
        start.Environment["CRACKLAB_CACHE"] = Path.Combine(folder, "cache");
        var clock = Stopwatch.StartNew();
        var beginning = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (one.Begins is { } text && line.Data?.Contains(text, StringComparison.Ordinal) == true && !beginning.Task.IsCompleted)
            {
                _line = line.Data;
                beginning.SetResult(clock.Elapsed);
            }
        };
        if (one.Input is { } file)
        {
            byte[] bytes = File.ReadAllBytes(file);
            process.StandardInput.BaseStream.Write(bytes.AsSpan(0, bytes.Length / 2));
            process.StandardInput.BaseStream.Flush();
        }

        process.BeginOutputReadLine();
        errors = process.StandardError.ReadToEndAsync();
        begun = beginning.Task;
        return process;
    }

    // The runtime was not up yet, so that the system ended the process: it had not begun.
    private static bool IsTooEarly(int rest, string said, string folder)
    {
        const int EndedBySignal = 128;
        return rest == EndedBySignal && said.Length == 0 && !Directory.EnumerateFileSystemEntries(folder).Any();
    }

    // Work without an end that ends all the same was no work: nothing was stopped.
    private static string? EarlyEnd(StopCase one, int exitCode, string said) =>
        one.IsEndless ? $"ended by itself with exit code {exitCode}: {said.Split('\n')[0]}" : null;

    private static string? Fault(StopCase one, int exitCode, string said, string folder)
    {
        var faults = new StringBuilder();
        if (exitCode != one.ExitCode) faults.Append($"exit code {exitCode} instead of {one.ExitCode}; ");
        string[] lines = [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !IsTrace(line))];
        if (one.Says is { } words && (lines.Length != 1 || !lines[0].Contains(words, StringComparison.Ordinal)))
        {
            faults.Append($"said '{string.Join(" | ", lines)}'; ");
        }

        string[] left = [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(PendingFile.TemporaryExtension, StringComparison.Ordinal) || path.EndsWith(".tmp", StringComparison.Ordinal)
                || (one.LeavesNothing && !Path.GetRelativePath(folder, path).StartsWith("cache", StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(folder, path))];
        if (left.Length > 0) faults.Append($"left {string.Join(", ", left.Take(5))}{(left.Length > 5 ? " …" : "")}; ");
        return faults.Length == 0 ? null : faults.ToString().TrimEnd(' ', ';');
    }

    // What CRACKLAB_DEBUG adds to the line.
    private static bool IsTrace(string line) =>
        line.StartsWith("   ", StringComparison.Ordinal) || line.StartsWith("---", StringComparison.Ordinal)
        || line.StartsWith("System.", StringComparison.Ordinal) || line.StartsWith(" --->", StringComparison.Ordinal)
        || line.StartsWith("CrackLab.Cli.CommandException", StringComparison.Ordinal);

    private static string Place(string said)
    {
        string[] ours = [.. said.Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith("at CrackLab.", StringComparison.Ordinal))
            .Select(line => line["at CrackLab.".Length..].Split('(')[0])];
        return ours.Length == 0 ? "" : ours[0];
    }
}
