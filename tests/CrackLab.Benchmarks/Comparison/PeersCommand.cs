using System.CommandLine;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>peers: our works and the peers', side by side in turns, as a table.</summary>
internal static class PeersCommand
{
    /// <summary>Where the peers are.</summary>
    public static Option<string> Python { get; } = new("--python")
    {
        Description = "The Python that has PyTorch and PIL.",
        DefaultValueFactory = _ => File.Exists(SystemPython) ? SystemPython : "python3",
        HelpName = "FILE",
    };

    /// <summary>Where Node.js is.</summary>
    public static Option<string> Node { get; } = new("--node")
    {
        Description = "The Node.js that runs ONNX Runtime.",
        DefaultValueFactory = _ => "node",
        HelpName = "FILE",
    };

    /// <summary>Where ONNX Runtime is.</summary>
    public static Option<string> OnnxRuntime { get; } = new("--onnxruntime")
    {
        Description = "Folder whose node_modules hold onnxruntime-node; the current one if not given.",
        DefaultValueFactory = _ => ".",
        HelpName = "DIR",
    };

    private const string SystemPython = "/usr/bin/python3";

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "Measure only these lines: decode, resize, seed-training, …",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Crops = new("--crops")
    {
        Description = "Folder of JPEG files to decode, synthetic ones if not given; with a subfolder for each class, also to train on.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Groups = new("--groups")
    {
        Description = "end-to-end: CSV of path and photo_group, so that crops of one photograph stay together.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "end-to-end: a setting other than the usual one, such as limit=2000.",
        HelpName = "KEY=VALUE",
    };

    private static readonly Option<int> Repeat = new("--repeat") { Description = "Repeats; the middle one counts.", DefaultValueFactory = _ => 5 };

    public static Command Create()
    {
        var command = new Command("peers", "Measures us and the peers side by side.") { Only, Crops, Groups, Set, Repeat, Python, Node, OnnxRuntime };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult options)
    {
        using var inputs = new Inputs(options.GetValue(Crops));
        WorkerProgram python = WorkerProgram.Peer(options.GetRequiredValue(Python));
        WorkerProgram onnx = WorkerProgram.Onnx(options.GetRequiredValue(Node), options.GetRequiredValue(OnnxRuntime));
        PeerVersions versions = PeerVersions.Ask(python, onnx);
        int repeats = Math.Max(1, options.GetValue(Repeat));
        var rows = new RowRun(inputs, repeats);
        var endToEnd = new EndToEnd(options.GetValue(Crops), options.GetValue(Groups), options.GetValue(Set) ?? []);
        List<Line> lines =
        [
            .. Rows.All(python, onnx, versions).Select(row => new Line(row.Name, row.Title, () => rows.Run(row))),
            new(EndToEnd.Name, EndToEnd.Title, () => endToEnd.Run(repeats, WorkerProgram.Ours("train"), versions.HasTorch && versions.HasPil ? python : null)),
        ];
        string[] only = options.GetValue(Only) ?? [];
        foreach (string name in only.Where(name => lines.All(line => line.Name != name)))
        {
            Console.Error.WriteLine($"--only: expected one of {string.Join(", ", lines.Select(line => line.Name))}, received {name}.");
            return 2;
        }

        List<Line> wanted = [.. lines.Where(line => only.Length == 0 || only.Contains(line.Name))];
        if (endToEnd.Obstacle is { } obstacle && wanted.RemoveAll(line => line.Name == EndToEnd.Name) > 0)
        {
            Console.Error.WriteLine(obstacle);
        }

        Console.WriteLine(MachineLine.Describe(versions));
        Console.WriteLine();
        return Measure(wanted) ? 0 : 1;
    }

    private static bool Measure(IEnumerable<Line> lines)
    {
        Console.WriteLine(ResultTable.Head);
        bool succeeded = true;
        foreach (Line line in lines)
        {
            Console.Error.WriteLine(line.Title);
            try
            {
                foreach (Result result in line.Measure())
                {
                    Console.WriteLine(ResultTable.Line(result));
                }
            }
            catch (InvalidOperationException error)
            {
                succeeded = false;
                Console.WriteLine(ResultTable.Failure(line.Title, error.Message));
            }
        }

        return succeeded;
    }
}
