using System.CommandLine;
using System.Runtime.CompilerServices;
using CrackLab.Display;
using CrackLab.Tracking;
using CrackLab.Web;

namespace CrackLab.Cli.Verbs;

/// <summary>curves: the curves of runs over each other, as a page that stands alone or one that follows training.</summary>
internal static class CurvesVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Draws the curves of runs over each other.";

    private const int MostPort = 65535;

    public static Command Create(VerbContext context)
    {
        var runs = new Argument<string[]>("RUN")
        {
            Description = "Folders of runs or of TensorBoard event files, or folders that hold such.",
            Arity = ArgumentArity.OneOrMore,
        };
        var html = new Option<string?>("--html") { Description = "The page to write; curves.html here if not given.", HelpName = "FILE" };
        var follow = new Option<bool>("--follow") { Description = "Serve the page on this machine and keep it up to date until Ctrl-C." };
        Option<int?> port = VerbOptions.OptionalNumber("--port", "Port for --follow; a free one if not given.", 1, MostPort);
        var command = new Command("curves", Description) { runs, html, follow, port };
        command.Validators.Add(result =>
        {
            if (result.GetValue(follow) && result.GetValue(html) is not null)
            {
                result.AddError("--follow: expected no --html beside it, received both. Leave one out.");
            }
            else if (!result.GetValue(follow) && result.GetValue(port) is not null)
            {
                result.AddError("--port: expected --follow beside it, received none. Add it, or leave the port out.");
            }
        });
        command.SetAction(result =>
        {
            string[] paths = result.GetRequiredValue(runs);
            return result.GetValue(follow)
                ? Follow(context, paths, result.GetValue(port) ?? 0)
                : Write(context, paths, result.GetValue(html) ?? "curves.html");
        });
        return command;
    }

    private static int Write(VerbContext context, string[] paths, string html)
    {
        IReadOnlyList<TrackedRun> runs = TrackedRun.Find(paths);
        if (runs.Count == 0)
        {
            throw new CommandException($"{string.Join(", ", paths)}: expected at least one run, received none. Train first, or mend the path.");
        }

        CurvesPage.Write(html, runs);
        foreach (TrackedRun run in runs)
        {
            context.Output.WriteLine(run.ToString());
        }

        context.Output.WriteLine($"Page  {Path.GetFullPath(html)}");
        return Application.Done;
    }

    // A method of its own: ASP.NET Core is loaded when this one is called, and by no other verb.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Follow(VerbContext context, string[] paths, int port)
    {
        FollowAsync(context, paths, port).GetAwaiter().GetResult();
        return Application.Done;
    }

    private static async Task FollowAsync(VerbContext context, string[] paths, int port)
    {
        await using CurvesServer server = await CurvesServer.StartAsync(paths, port, cancellationToken: context.Cancellation);
        foreach (string path in paths.Where(path => !Directory.Exists(path)))
        {
            context.Output.Complain($"{path}: not there yet; waiting for it.");
        }

        context.Output.WriteLine(server.Address.ToString());
        context.Output.Complain("Ctrl-C ends it.");
        await Task.Delay(Timeout.Infinite, context.Cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
