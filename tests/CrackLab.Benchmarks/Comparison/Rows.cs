using CrackLab.Benchmarks.Workers;
using CrackLab.Engine.Plugins;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>All lines of the table.</summary>
internal static class Rows
{
    /// <summary>The lines, with those peers that the machine has.</summary>
    /// <param name="python">Runs PyTorch and PIL.</param>
    /// <param name="onnx">Runs ONNX Runtime.</param>
    /// <param name="versions">What they have.</param>
    public static IReadOnlyList<Row> All(WorkerProgram python, WorkerProgram onnx, PeerVersions versions)
    {
        int cores = Environment.ProcessorCount;
        Contender ours = new("CrackLab", WorkerProgram.Ours(), cores);
        Contender oneThread = ours with { Label = "CrackLab, 1 thread", Threads = 1 };
        Opponent pil = new(versions.HasPil ? [new("PIL", python, 1)] : [], PeerVersions.HowToInstallPython);
        Opponent torch = new(
            versions.HasTorch ? [Torch(python, "channels_last", cores), Torch(python, "contiguous", cores)] : [],
            PeerVersions.HowToInstallPython);
        Opponent runtime = new(
            versions.HasOnnx ? [new("ONNX Runtime", onnx, cores) { Preparation = python }] : [],
            PeerVersions.HowToInstallOnnx);
        Opponent torchSharp = new(
            EnginePlugin.Torch.Find() is null ? [] : [ours with { Label = "CrackLab on TorchSharp", Variant = WorkerCommand.TorchVariant }],
            $"not built: `{EnginePlugin.Torch.BuildCommand}`");
        return
        [
            new("decode", "JPEG decode, 1 thread", Work.Decode, oneThread, pil with { Target = 0.6 }),
            new("resize", "JPEG decode and resize to 128x128, 1 thread", Work.Resize, oneThread, pil with { Target = 2.5 }),
            new("seed-training", "Seed CNN, training, batch 32, 256x256", Work.SeedTraining, ours, torch with { Target = 3 }) { ShowsMemory = true },
            new("seed-prediction", "Seed CNN, prediction, batch 32, 256x256", Work.SeedPrediction, ours, runtime with { Target = 1.2 }, torch),
            new("cracknet-training", "CrackNet, training, batch 64, 64x64", Work.CrackNetTraining, ours, torch with { Target = 2 }),
            new("cracknet-prediction", "CrackNet, prediction, batch 64, 64x64", Work.CrackNetPrediction, ours, runtime with { Target = 1.3 }, torch),
            new("cracknet-latency", "CrackNet, one picture at a time, 64x64", Work.CrackNetLatency, ours, runtime with { Target = 1 }, torch),
            new("threads", $"Seed CNN, training, {cores} threads against 1", Work.SeedTraining, ours, new Opponent([oneThread], "") { Target = 1.8 }),
            new("seed-torchsharp", "Seed CNN, training, batch 32, 256x256", Work.SeedTraining, ours, torchSharp),
            new("cracknet-torchsharp", "CrackNet, training, batch 64, 64x64", Work.CrackNetTraining, ours, torchSharp),
            new("avx2", "Seed CNN, training, AVX2 alone", Work.SeedTraining, Limited(ours, "Vector256", "DOTNET_EnableAVX512"), torch with { Target = 1.5 }),
            new("vector128", "Seed CNN, training, 128-bit vectors alone", Work.SeedTraining, Limited(ours, "Vector128", "DOTNET_EnableAVX2"), torch),
        ];
    }

    private static Contender Torch(WorkerProgram peer, string layout, int threads) => new($"PyTorch {layout}", peer, threads) { Variant = layout };

    /// <summary>Ours without an instruction set and those above it; the worker makes sure of that.</summary>
    private static Contender Limited(Contender ours, string set, string variable) => ours with
    {
        Label = $"CrackLab, {set}",
        Variant = set,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = "0" },
    };
}
