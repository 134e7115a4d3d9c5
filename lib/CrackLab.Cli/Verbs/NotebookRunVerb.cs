using System.CommandLine;
using System.Diagnostics;
using CrackLab.Kernel.Installation;
using CrackLab.Kernel.Notebooks;

namespace CrackLab.Cli.Verbs;

/// <summary>notebook run: runs notebooks from beginning to end, each in a process of its own.</summary>
internal static class NotebookRunVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Runs notebooks from beginning to end and writes them with their outputs; stops at the first cell that fails.";

    private const double LongestTimeout = 7 * 24 * 3600;

    /// <summary>How long a notebook may take to end after Ctrl-C.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(VerbContext context)
    {
        var files = new Argument<string[]>("FILE.ipynb") { Description = "Notebooks in C#.", Arity = ArgumentArity.OneOrMore };
        var folder = new Option<string>("--out")
        {
            Description = "Folder for the notebooks with their outputs.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("runs", "notebooks"),
        };
        var inPlace = new Option<bool>("--in-place") { Description = "Write the outputs into the notebooks themselves instead." };
        var set = new Option<string[]>("--set")
        {
            Description = "Give a variable of the cell tagged 'parameters' another value; may be given several times.",
            HelpName = "NAME=VALUE",
        };
        set.Validators.Add(result =>
        {
            foreach (string pair in result.Tokens.Select(token => token.Value).Where(pair => pair.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"--set: expected NAME=VALUE, received '{pair}'.");
            }
        });
        var html = new Option<bool>("--html") { Description = "Write each as an HTML page too, which stands alone." };
        Option<double?> timeout = VerbOptions.OptionalNumber("--timeout", "Seconds that one cell may take; any if not given.", 0.001, LongestTimeout);
        var command = new Command("run", Description)
        {
            files, folder, inPlace, set, html, timeout,
        };
        command.SetAction(result =>
        {
            string[] notebooks = result.GetRequiredValue(files);
            string? target = result.GetValue(inPlace) ? null : result.GetRequiredValue(folder);
            CheckNames(notebooks, target);
            Dictionary<string, string> parameters = Parameters(result.GetValue(set) ?? []);
            IEnumerable<RunRequest> requests = notebooks.Select(notebook => Request(notebook, target, result.GetValue(html)) with
            {
                TimeoutSeconds = result.GetValue(timeout),
                Parameters = parameters,
            });
            return requests.All(request => Run(context, request)) ? Application.Done : Application.Failed;
        });
        return command;
    }

    private static void CheckNames(string[] notebooks, string? target)
    {
        foreach (string missing in notebooks.Where(notebook => !File.Exists(notebook)))
        {
            throw new CommandException($"{missing}: expected a notebook file, received nothing there. Correct the path.");
        }

        string? twice = target is null ? null : notebooks.GroupBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new CommandException($"--out {target}: expected notebooks of different names, received two called '{twice}'. Run them one at a time.");
        }
    }

    private static RunRequest Request(string notebook, string? target, bool hasPage)
    {
        string output = target is null ? notebook : Path.Combine(target, Path.GetFileName(notebook));
        return new RunRequest(notebook, output) { Page = hasPage ? Path.ChangeExtension(output, ".html") : null };
    }

    private static Dictionary<string, string> Parameters(string[] pairs)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            parameters[pair[..equals]] = pair[(equals + 1)..];
        }

        return parameters;
    }

    /// <summary>Runs one notebook; the process shares the terminal, so that progress and messages are its own.</summary>
    private static bool Run(VerbContext context, RunRequest request)
    {
        IReadOnlyList<string> kernel = KernelProgram.Command();
        using Process process = Process.Start(new ProcessStartInfo(kernel[0], [.. kernel.Skip(1), .. request.ToArguments()]))!;
        using CancellationTokenRegistration stop = context.Cancellation.Register(() => _ = EndAfterAWhile(process));
        process.WaitForExit();
        return process.ExitCode == Application.Done && !context.Cancellation.IsCancellationRequested;
    }

    /// <summary>Ctrl-C reaches both processes; this one waits, and ends the other where it does not end itself.</summary>
    private static async Task EndAfterAWhile(Process process)
    {
        await Task.Delay(Patience).ConfigureAwait(false);
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
