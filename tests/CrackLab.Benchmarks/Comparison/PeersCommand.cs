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

    private const string SystemPython = "/usr/bin/python3";

    public static Command Create()
    {
        var only = new Option<string[]>("--only") { Description = "Measure only these lines: decode, resize, seed-training, …", HelpName = "NAME" };
        var crops = new Option<string?>("--crops") { Description = "Folder of JPEG files to decode; synthetic ones if not given.", HelpName = "DIR" };
        var repeat = new Option<int>("--repeat") { Description = "Repeats; the middle one counts.", DefaultValueFactory = _ => 5 };
        var node = new Option<string>("--node") { Description = "The Node.js that runs ONNX Runtime.", DefaultValueFactory = _ => "node", HelpName = "FILE" };
        var onnxRuntime = new Option<string>("--onnxruntime")
        {
            Description = "Folder whose node_modules hold onnxruntime-node; the current one if not given.",
            DefaultValueFactory = _ => ".",
            HelpName = "DIR",
        };
        var command = new Command("peers", "Measures us and the peers side by side.") { only, crops, repeat, Python, node, onnxRuntime };
        command.SetAction(result => Run(
            result.GetValue(only) ?? [],
            new Inputs(result.GetValue(crops)),
            Math.Max(1, result.GetValue(repeat)),
            WorkerProgram.Peer(result.GetRequiredValue(Python)),
            WorkerProgram.Onnx(result.GetRequiredValue(node), result.GetRequiredValue(onnxRuntime))));
        return command;
    }

    private static int Run(string[] only, Inputs inputs, int repeats, WorkerProgram python, WorkerProgram onnx)
    {
        using (inputs)
        {
            PeerVersions versions = PeerVersions.Ask(python, onnx);
            IReadOnlyList<Row> rows = Rows.All(python, onnx, versions);
            foreach (string name in only.Where(name => rows.All(row => row.Name != name)))
            {
                Console.Error.WriteLine($"--only: expected one of {string.Join(", ", rows.Select(row => row.Name))}, received {name}.");
                return 2;
            }

            Console.WriteLine(MachineLine.Describe(versions));
            Console.WriteLine();
            Console.WriteLine(ResultTable.Head);
            var run = new RowRun(inputs, repeats);
            bool failed = false;
            foreach (Row row in rows.Where(row => only.Length == 0 || only.Contains(row.Name)))
            {
                Console.Error.WriteLine(row.Title);
                try
                {
                    foreach (Result result in run.Run(row))
                    {
                        Console.WriteLine(ResultTable.Line(result));
                    }
                }
                catch (InvalidOperationException error)
                {
                    failed = true;
                    Console.WriteLine(ResultTable.Failure(row, error.Message));
                }
            }

            return failed ? 1 : 0;
        }
    }
}
