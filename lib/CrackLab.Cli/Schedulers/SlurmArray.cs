using System.Diagnostics;
using System.Globalization;
using CrackLab.Cli.Verbs;
using CrackLab.Engine.Serialization;

namespace CrackLab.Cli.Schedulers;

/// <summary>An array job of Slurm whose tasks work on one sweep.</summary>
internal static class SlurmArray
{
    private const string ScriptName = "slurm.sh";

    /// <summary>Writes the job's script into the sweep's folder and submits it.</summary>
    /// <param name="folder">Full path of the sweep, on a file system that all nodes share.</param>
    /// <param name="command">What each task does, as words.</param>
    /// <param name="tasks">Number of tasks.</param>
    /// <param name="options">Options for sbatch, such as --partition=long; they win over the script's.</param>
    /// <param name="cancellationToken">Ends the waiting for sbatch.</param>
    /// <returns>Number of the job, and the script.</returns>
    /// <exception cref="CommandException">There is no sbatch, or it refuses.</exception>
    public static async Task<(string Job, string Script)> Submit(
        string folder, IReadOnlyList<string> command, int tasks, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        string script = Path.Combine(folder, ScriptName);
        AtomicFile.WriteAllText(script, Script(folder, command, tasks));
        Directory.CreateDirectory(Path.Combine(folder, "slurm"));
        var start = new ProcessStartInfo("sbatch", ["--parsable", .. options, script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken), errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? ((await output).Trim().Split(';')[0], script)
                : throw new CommandException($"sbatch: expected to submit {script}, received '{(await errors).Trim()}'. Mend it with --sbatch OPTION, or submit the script yourself.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CommandException($"sbatch: expected Slurm's commands on the PATH, received none. The sweep is ready: submit {script} where they are.");
        }
    }

    private static string Script(string folder, IReadOnlyList<string> command, int tasks) => string.Create(CultureInfo.InvariantCulture, $"""
        #!/bin/bash
        #SBATCH --job-name={Quote("sweep-" + Path.GetFileName(folder))}
        #SBATCH --array=0-{tasks - 1}
        #SBATCH --output={Quote(Path.Combine(folder, "slurm", "%A_%a.log"))}
        #SBATCH --open-mode=append
        #SBATCH --requeue
        #SBATCH --signal=B:TERM@60
        # Each task takes trials until none are left; one that is cut off leaves its trial, to be gone on with, to the others.
        exec {string.Join(' ', command.Select(Quote))} --threads "${"{"}SLURM_CPUS_PER_TASK:-1{"}"}"

        """).ReplaceLineEndings("\n");

    private static string Quote(string word) => CommandText.Quote(word) == word ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
