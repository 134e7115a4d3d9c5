using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace CrackLab.Data.Fetching;

/// <summary>What became of a program that was run.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Errors">What it wrote to stderr.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>What it complains of, in one line.</summary>
    public string Complaint => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault()
        ?? FormattableString.Invariant($"exit code {ExitCode}");

    /// <summary>Runs a program without a console to ask at.</summary>
    /// <param name="executable">Its full path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="tick">Called now and then while it runs.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static ToolRun Of(string executable, IReadOnlyList<string> arguments, Action tick, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (!OperatingSystem.IsWindows())
            start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            while (!process.WaitForExit(TickEvery))
            {
                if (cancellation.IsCancellationRequested)
                {
                    process.Kill(entireProcessTree: true);
                    process.WaitForExit();
                    break;
                }

                tick();
            }

            cancellation.ThrowIfCancellationRequested();
            return new ToolRun(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception e)
        {
            return new ToolRun(-1, "", e.Message);
        }
    }
}
