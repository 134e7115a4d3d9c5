using System.CommandLine;
using System.Globalization;
using CrackLab.Benchmarks.Comparison;
using CrackLab.Kernel.Installation;

namespace CrackLab.Benchmarks.Jupyter;

/// <summary>kernel: how long our kernel and ipykernel keep a front end waiting, side by side in turns, as a table.</summary>
internal static class KernelCommand
{
    private const string HowToInstall = "Install: apt install python3-ipykernel python3-jupyter-client";
    private const string Versions = "import ipykernel, platform; print(ipykernel.__version__, platform.python_version())";

    private static readonly (string Name, string Title)[] Figures =
    [
        ("ready", "launch to kernel_info_reply"),
        ("first", "launch to the first cell's result"),
        ("cell", "warm cell, there and back (median of 50)"),
        ("completion", "completion, there and back (median of 50)"),
    ];

    private static readonly JupyterKernel Ours = new(KernelSpecInstaller.OwnName, "Enumerable.Range(0, 10).Sum()", "Console.WriteL");
    private static readonly JupyterKernel Peer = new("python3", "sum(range(10))", "print.__na");

    public static Command Create()
    {
        var repeat = new Option<int>("--repeat") { Description = "Launches of each; the middle one counts.", DefaultValueFactory = _ => 3 };
        var command = new Command("kernel", "Measures the Jupyter kernel beside ipykernel.") { repeat, PeersCommand.Python };
        command.SetAction(result => Run(Math.Max(1, result.GetValue(repeat)), result.GetRequiredValue(PeersCommand.Python)));
        return command;
    }

    private static int Run(int repeats, string python)
    {
        string data = Directory.CreateTempSubdirectory("cracklab-jupyter-").FullName;
        try
        {
            string[] versions = JupyterKernel.Run(python, data, "-c", Versions).Trim().Split(' ');
            new KernelSpecInstaller(data).Install();
            Console.WriteLine(MachineLine.Describe(new PeerVersions([$"ipykernel: {versions[0]}", $"Python: {versions[1]}"])));
            List<IReadOnlyDictionary<string, double>> ours = [], peers = [];
            for (int i = 0; i < repeats; i++)
            {
                Console.Error.WriteLine($"launch {i + 1} of {repeats}");
                ours.Add(Ours.Time(python, data));
                peers.Add(Peer.Time(python, data));
            }

            Console.WriteLine();
            Console.WriteLine("| what | unit | ours | ipykernel | ours / ipykernel |");
            Console.WriteLine("|---|---|---:|---:|---:|");
            foreach ((string name, string title) in Figures)
            {
                double mine = Middle(ours, name), theirs = Middle(peers, name);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {title} | ms | {mine:F1} | {theirs:F1} | {mine / theirs:F2} |"));
            }

            return 0;
        }
        catch (InvalidOperationException error)
        {
            Console.Error.WriteLine($"kernel: {error.Message} {HowToInstall}");
            return 1;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static double Middle(List<IReadOnlyDictionary<string, double>> runs, string name) =>
        runs.Select(run => run[name]).Order().ElementAt(runs.Count / 2);
}
