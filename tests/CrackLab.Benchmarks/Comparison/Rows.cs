namespace CrackLab.Benchmarks.Comparison;

/// <summary>All lines of the table.</summary>
internal static class Rows
{
    /// <summary>The lines, with those peers that the machine has.</summary>
    /// <param name="python">The Python to run.</param>
    /// <param name="versions">What it has.</param>
    public static IReadOnlyList<Row> All(string python, PeerVersions versions)
    {
        int cores = Environment.ProcessorCount;
        WorkerProgram peer = WorkerProgram.Peer(python);
        Contender ours = new("CrackLab", WorkerProgram.Ours(), cores);
        Contender oneThread = ours with { Label = "CrackLab, 1 thread", Threads = 1 };
        IReadOnlyList<Contender> pil = versions.HasPil ? [new("PIL", peer, 1)] : [];
        IReadOnlyList<Contender> torch = versions.HasTorch
            ? [Torch(peer, "channels_last", cores), Torch(peer, "contiguous", cores)]
            : [];
        return
        [
            new("decode", "JPEG decode, 1 thread", Work.Decode, oneThread, pil) { Target = 0.4 },
            new("resize", "JPEG decode and resize to 128x128, 1 thread", Work.Resize, oneThread, pil) { Target = 1.5 },
            new("seed-training", "Seed CNN, training, batch 32, 256x256", Work.SeedTraining, ours, torch) { Target = 1, ShowsMemory = true },
            new("seed-prediction", "Seed CNN, prediction, batch 32, 256x256", Work.SeedPrediction, ours, torch),
            new("cracknet-training", "CrackNet, training, batch 64, 128x128", Work.CrackNetTraining, ours, torch),
            new("cracknet-prediction", "CrackNet, prediction, batch 64, 128x128", Work.CrackNetPrediction, ours, torch),
            new("threads", $"Seed CNN, training, {cores} threads against 1", Work.SeedTraining, ours, [oneThread]),
            new("avx2", "Seed CNN, training, AVX2 alone", Work.SeedTraining, Limited(ours, "Vector256", "DOTNET_EnableAVX512"), torch),
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
