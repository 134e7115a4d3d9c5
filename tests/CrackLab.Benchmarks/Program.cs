using System.CommandLine;
using CrackLab.Benchmarks.Comparison;
using CrackLab.Benchmarks.Heatmaps;
using CrackLab.Benchmarks.Jupyter;
using CrackLab.Benchmarks.Kernels;
using CrackLab.Benchmarks.Onnx;
using CrackLab.Benchmarks.Overlaps;
using CrackLab.Benchmarks.Predictions;
using CrackLab.Benchmarks.Workers;

namespace CrackLab.Benchmarks;

/// <summary>peers: whole works beside PyTorch and PIL. kernels: the inner loops by themselves. kernel: the Jupyter kernel beside ipykernel. And so on.</summary>
internal static class Program
{
    public static int Main(string[] args) =>
        new RootCommand("Measures CrackLab beside its peers, and its kernels by themselves.")
        {
            PeersCommand.Create(),
            KernelsCommand.Create(),
            KernelCommand.Create(),
            OverlapsCommand.Create(),
            ModelCommand.Create(),
            HeatmapsCommand.Create(),
            OnnxCommand.Create(),
            PredictCommand.Create(),
            WorkerCommand.Create(),
            TrainCommand.Create(),
        }
        .Parse(args).Invoke();
}
