using System.Diagnostics;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Execution;

public sealed class CancellationTests
{
    private const int Batch = 16;
    private const int Steps = 6;
    private const int Attempts = 4;

    [Fact]
    public void TrainStep_GivenUpAnywhere_LeavesEverythingAsBeforeTheStep()
    {
        Sequential model = Models.CrackNet(32), undisturbed = Models.CrackNet(32);
        using IEngineSession session = Build(model), twin = Build(undisturbed);
        byte[] pictures = Pictures.Noise(Batch, model.InputShape);
        int[] labels = Values.Labels(Batch, 2);
        var random = new Random(3);
        int givenUp = 0;
        for (int step = 0; step < Steps; step++)
        {
            var clock = Stopwatch.StartNew();
            StepResult expected = twin.TrainStep(new ModelInput(pictures, Batch), labels, new TrainStep(step, 1e-3));
            TimeSpan whole = clock.Elapsed;
            StepResult? result = null;
            for (int attempt = 0; result is null; attempt++)
            {
                float[] before = State(model, session);
                using var stop = new CancellationTokenSource();
                bool isLast = attempt == Attempts;
                Thread stopper = StopIn(whole * random.NextDouble(), isLast ? null : stop);
                try
                {
                    result = session.TrainStep(new ModelInput(pictures, Batch), labels, new TrainStep(step, 1e-3), stop.Token);
                    Assert.Equal(expected, result);
                }
                catch (OperationCanceledException)
                {
                    givenUp++;
                    Assert.Equal(before, State(model, session));
                }

                stopper.Join();
            }
        }

        Assert.Equal(State(undisturbed, twin), State(model, session));
        Assert.True(givenUp > 0, "No step was given up: the test says nothing.");
    }

    [Fact]
    public void Calls_CancelledBefore_ThrowAndLaterOnesWork()
    {
        Sequential model = Models.CrackNet(32);
        using IEngineSession session = new SimdEngine(2).Build(model, new SessionOptions { BatchSize = 2, InputGradient = true });
        byte[] pictures = Pictures.Noise(2, model.InputShape);
        var gone = new CancellationToken(canceled: true);
        float[] outputs = new float[2], gradient = new float[2 * model.InputShape.Size];

        Assert.Throws<OperationCanceledException>(() => session.Predict(new ModelInput(pictures, 2), outputs, gone));
        Assert.Throws<OperationCanceledException>(() => session.InputGradient(new ModelInput(pictures, 2), [1, 1], gradient, gone));
        session.Predict(new ModelInput(pictures, 2), outputs);

        Assert.All(outputs, probability => Assert.InRange(probability, float.Epsilon, 1));
    }

    /// <summary>Stops at a moment that may be a fraction of a millisecond away, which a timer cannot.</summary>
    private static Thread StopIn(TimeSpan moment, CancellationTokenSource? stop)
    {
        var clock = Stopwatch.StartNew();
        var thread = new Thread(() =>
        {
            while (clock.Elapsed < moment)
            {
                Thread.SpinWait(20);
            }

            stop?.Cancel();
        });
        thread.Start();
        return thread;
    }

    private static IEngineSession Build(Sequential model) => new SimdEngine(3).Build(model, new SessionOptions
    {
        BatchSize = Batch,
        Training = new TrainingOptions(Loss.For(model, 0.05f), new AdamW(1e-3) { ClipNorm = 1, AverageMomentum = 0.99 }, Seed: 1),
    });

    private static float[] State(Sequential model, IEngineSession session) =>
    [
        .. model.Parameters.SelectMany(parameter => parameter.Values.ToArray()),
        .. session.ExportState().SelectMany(tensor => tensor.Values.ToArray()),
    ];
}
