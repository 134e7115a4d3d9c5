using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace CrackLab.Cli.Tests;

/// <summary>Starts the real command as a process of its own.</summary>
internal static partial class Launcher
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The launcher that the build puts beside the command's assembly.</summary>
    public static string FullPath
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            string name = OperatingSystem.IsWindows() ? "cracklab.exe" : "cracklab";
            return Path.Combine(folder.Parent!.Parent!.FullName, "CrackLab.Cli", folder.Name, name);
        }
    }

    /// <summary>Starts it in a locale that knows ASCII only, and reads it as UTF-8.</summary>
    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo(FullPath, args)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    /// <summary>Waits for the end and gives what was written; one that does not end in time is killed.</summary>
    public static async Task<CommandRun> Finish(this Process process, int seconds = 30)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return new CommandRun(process.ExitCode, await output, await errors);
    }

    public static void Signal(this Process process, int signal) => Assert.Equal(0, Kill(process.Id, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
