using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using CrackLab.Cli.Verbs;

namespace CrackLab.Cli;

/// <summary>The command: its verbs, and what becomes of their exit codes and exceptions.</summary>
internal static class Application
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    private const string Name = "cracklab";

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="context">Output and cancellation.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args, VerbContext context)
    {
        ParseResult parsed = Root(context).Parse(args);
        string command = FullName(parsed.CommandResult);
        try
        {
            if (parsed.Errors.Count > 0)
            {
                context.Output.Complain($"{command}: {parsed.Errors[0].Message}");
                context.Output.Complain($"Try '{command} --help'.");
                return WrongUsage;
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = context.Output.Results,
                Error = context.Output.Messages,
            });
        }
        catch (Exception error)
        {
            if (ErrorLine.Of(error, context.Cancellation) is { } line)
            {
                context.Output.Complain($"{command}: {line}");
            }

            return Failed;
        }
    }

    private static Command Root(VerbContext context)
    {
        var root = new Command(Name, "Tells photos of cracked concrete from sound ones: from a folder of photos to a judged model.")
        {
            new HelpOption(),
            new VersionOption(),
            DemoVerb.Create(context),
            new Command("data", "Makes or fetches data to work with.") { DataSampleVerb.Create(context), DataFetchVerb.Create(context) },
            InspectVerb.Create(context),
            CleanVerb.Create(context),
            MosaicVerb.Create(context),
            TrainVerb.Create(context),
            SweepVerb.Create(context),
            EvaluateVerb.Create(context),
            PredictVerb.Create(context),
            HeatmapVerb.Create(context),
            ExplainVerb.Create(context),
            AuditVerb.Create(context),
            RunsVerb.Create(context),
            CurvesVerb.Create(context),
            ServeVerb.Create(context),
            new Command("notebook", "Works with notebooks.") { NotebookRunVerb.Create(context) },
            new Command("kernel", "Makes the C# kernel known to Jupyter front ends.")
            {
                KernelInstallVerb.Create(context),
                KernelUninstallVerb.Create(context),
                KernelListVerb.Create(context),
            },
        };
        root.SetAction(result => new HelpAction().Invoke(result));
        return root;
    }

    private static string FullName(CommandResult result) => result.Parent is CommandResult parent
        ? $"{FullName(parent)} {result.Command.Name}"
        : result.Command.Name;
}
