using CrackLab.Engine;
using CrackLab.Engine.Optimizers;

namespace CrackLab.Benchmarks;

/// <summary>A network as it is measured.</summary>
/// <param name="Create">Makes the model.</param>
/// <param name="Side">Side of its pictures in pixels.</param>
/// <param name="Batch">Pictures in a batch.</param>
/// <param name="Optimizer">What it trains with.</param>
internal sealed record Network(Func<Sequential> Create, int Side, int Batch, Optimizer Optimizer)
{
    public const double LearningRate = 1e-3;

    private static readonly Network Seed = new(() => Models.SeedCnn(), 256, 32, new Adam(LearningRate));
    private static readonly Network CrackNet = new(() => Models.CrackNet(), 64, 64, new AdamW(LearningRate));

    public static Network For(Work work) => work switch
    {
        Work.SeedTraining or Work.SeedPrediction => Seed,
        Work.CrackNetLatency => CrackNet with { Batch = 1 },
        _ => CrackNet,
    };
}
