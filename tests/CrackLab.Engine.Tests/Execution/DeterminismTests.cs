using CrackLab.Engine.Execution;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Execution;

public sealed class DeterminismTests
{
    private const int Batch = 9;

    public static TheoryData<bool, InstructionSet> Nets => new MatrixTheoryData<bool, InstructionSet>([false, true], InstructionSets.Available);

    [Theory]
    [MemberData(nameof(Nets))]
    public void Training_AnyThreadsAndAgain_GivesTheSameBits(bool seedCnn, InstructionSet set)
    {
        float[] expected = Train(seedCnn, set, threads: 1);
        Assert.Equal(expected, Train(seedCnn, set, threads: 1));
        foreach (int threads in (ReadOnlySpan<int>)[2, 3, 8])
        {
            Assert.Equal(expected, Train(seedCnn, set, threads));
        }
    }

    [Fact]
    public void Training_OtherSeed_GivesOtherBits()
    {
        float[] one = Train(false, InstructionSets.Best, 1, size: 16);
        Assert.NotEqual(one, Train(false, InstructionSets.Best, 1, modelSeed: 2, size: 16));
        Assert.NotEqual(one, Train(false, InstructionSets.Best, 1, dropoutSeed: 2, size: 16));
    }

    private static float[] Train(bool seedCnn, InstructionSet set, int threads, int modelSeed = 1, int dropoutSeed = 1, int size = 32)
    {
        Sequential model = seedCnn ? Models.SeedCnn(size, seed: modelSeed) : Models.CrackNet(size, seed: modelSeed);
        using IEngineSession session = new SimdEngine(threads, set).Build(model, new SessionOptions
        {
            BatchSize = Batch,
            Training = new TrainingOptions(Loss.For(model, 0.05f), new AdamW(1e-3) { ClipNorm = 1, AverageMomentum = 0.99 }, dropoutSeed),
        });
        byte[] pictures = Pictures.Noise(Batch, model.InputShape);
        for (int step = 0; step < 4; step++)
        {
            // The last batch of an epoch is smaller.
            int count = step == 3 ? 5 : Batch;
            session.TrainStep(new ModelInput(pictures.AsSpan(0, count * model.InputShape.Size), count), Values.Labels(count, 2), new TrainStep(step, 1e-3));
        }

        IEnumerable<float> state = session.ExportState().SelectMany(tensor => tensor.Values.ToArray());
        return [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray()), .. state];
    }
}
