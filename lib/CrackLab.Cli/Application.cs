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
        // A photo may be called @x.jpg: names that begin so are no lists of arguments.
        ParseResult parsed = Root(context, args).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
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

    private static Command Root(VerbContext context, IReadOnlyList<string> args)
    {
        var root = new Command(Name, "Tells photos of cracked concrete from sound ones: from a folder of photos to a judged model.")
        {
            new HelpOption(),
            new VersionOption(),
            Verb("demo", DemoVerb.Description, DemoVerb.Create),
            Group("data", "Makes or fetches data to work with.", DataSampleVerb.Create, DataFetchVerb.Create),
            Verb("inspect", InspectVerb.Description, InspectVerb.Create, "DIR"),
            Verb("clean", CleanVerb.Description, CleanVerb.Create, "DIR"),
            Verb("mosaic", MosaicVerb.Description, MosaicVerb.Create, "DIR"),
            Verb("train", TrainVerb.Description, TrainVerb.Create, "DIR"),
            Verb("sweep", SweepVerb.Description, SweepVerb.Create, "SPEC"),
            Verb("evaluate", EvaluateVerb.Description, EvaluateVerb.Create, "RUN|MODEL"),
            Verb("predict", PredictVerb.Description, PredictVerb.Create, "MODEL", "PATH"),
            Verb("heatmap", HeatmapVerb.Description, HeatmapVerb.Create, "MODEL", "PATH"),
            Verb("explain", ExplainVerb.Description, ExplainVerb.Create, "MODEL", "PATH"),
            Verb("audit", AuditVerb.Description, AuditVerb.Create, "RUN|DIR"),
            Verb("export", ExportVerb.Description, ExportVerb.Create, "RUN|MODEL"),
            Verb("import", ImportVerb.Description, ImportVerb.Create, "FILE"),
            Verb("runs", RunsVerb.Description, RunsVerb.Create, "DIR|RUN"),
            Verb("curves", CurvesVerb.Description, CurvesVerb.Create, "RUN"),
            Verb("serve", ServeVerb.Description, ServeVerb.Create, "MODEL"),
            Group("notebook", "Works with notebooks.", NotebookRunVerb.Create),
            Group("kernel", "Makes the C# kernel known to Jupyter front ends.", KernelInstallVerb.Create, KernelUninstallVerb.Create, KernelListVerb.Create),
        };
        root.SetAction(result => new HelpAction().Invoke(result));
        return root;

        Command Verb(string name, string description, Func<VerbContext, Command> create, params string[] arguments) =>
            IsNamed(name, args) ? create(context) : Listed(name, description, arguments);

        Command Group(string name, string description, params Func<VerbContext, Command>[] verbs)
        {
            var group = new Command(name, description);
            foreach (Func<VerbContext, Command> create in IsNamed(name, args) ? verbs : [])
            {
                group.Add(create(context));
            }

            return group;
        }
    }

    // What the list of verbs shows of one: to make the options of all would be a good part of what a short call takes.
    private static Command Listed(string name, string description, string[] arguments)
    {
        var command = new Command(name, description);
        foreach (string argument in arguments)
        {
            command.Add(new Argument<string>(argument));
        }

        return command;
    }

    private static bool IsNamed(string verb, IReadOnlyList<string> args) => args.Contains(verb, StringComparer.Ordinal);

    private static string FullName(CommandResult result) => result.Parent is CommandResult parent
        ? $"{FullName(parent)} {result.Command.Name}"
        : result.Command.Name;
}
