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
        var command = new Command("peers", "Measures us and the peers side by side.") { only, crops, repeat, Python };
        command.SetAction(result => Run(
            result.GetValue(only) ?? [], new Inputs(result.GetValue(crops)), Math.Max(1, result.GetValue(repeat)), result.GetRequiredValue(Python)));
        return command;
    }

    private static int Run(string[] only, Inputs inputs, int repeats, string python)
    {
        using (inputs)
        {
            PeerVersions versions = PeerVersions.Ask(WorkerProgram.Peer(python));
            IReadOnlyList<Row> rows = Rows.All(python, versions);
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
