using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CrackLab.Benchmarks.Comparison;

namespace CrackLab.Benchmarks.Kernels;

/// <summary>kernels: BenchmarkDotNet over the inner loops, at the models' real sizes.</summary>
internal static class KernelsCommand
{
    private const int ParameterWidth = 40;

    public static Command Create()
    {
        var filter = new Option<string>("--filter")
        {
            Description = "Which ones, such as *TileBenchmarks*.",
            HelpName = "GLOB",
            DefaultValueFactory = _ => "*",
        };
        var command = new Command("kernels", "Measures the inner loops.") { filter, PeersCommand.Python };
        command.SetAction(result =>
        {
            WorkerProgram peer = WorkerProgram.Peer(result.GetRequiredValue(PeersCommand.Python));
            ManualConfig config = ManualConfig.CreateEmpty()
                .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
                .AddDiagnoser(MemoryDiagnoser.Default)
                .AddColumnProvider(DefaultColumnProviders.Instance)
                .AddColumn(RateColumn.Rate())
                .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(ParameterWidth))
                .AddExporter(MarkdownExporter.GitHub)
                .AddLogger(ConsoleLogger.Default);
            if (PeerVersions.Ask(peer).HasTorch)
            {
                config.AddColumn(RateColumn.Part(Ceiling(peer, 1), Ceiling(peer, Environment.ProcessorCount)));
            }

            BenchmarkSwitcher.FromTypes([typeof(TileBenchmarks), typeof(ConvolutionBenchmarks)]).Run(["--filter", result.GetRequiredValue(filter)], config);
        });
        return command;
    }

    /// <summary>GFLOP/s of the peer's matrix product.</summary>
    private static double Ceiling(WorkerProgram peer, int threads)
    {
        string number = threads.ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = peer.Start("ceiling", number);
        start.Environment["OMP_NUM_THREADS"] = number;
        start.Environment["OPENBLAS_NUM_THREADS"] = number;
        using Process process = Process.Start(start)!;
        double rate = double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
        process.WaitForExit();
        return rate;
    }
}
