using CrackLab.Training;

namespace CrackLab.Tests.Training;

/// <summary>Calls what a test wants called; a step is counted from 1 over all epochs.</summary>
internal sealed class Watcher : Callback
{
    public Action<ITraining, int>? Step { get; init; }

    public Action<ITraining, EpochResult>? Epoch { get; init; }

    public Action<ITraining>? End { get; init; }

    /// <summary>Cancels after a step.</summary>
    public static Watcher CancelAfter(int step, CancellationTokenSource source) => new()
    {
        Step = (_, done) =>
        {
            if (done == step)
            {
                source.Cancel();
            }
        },
    };

    public override void OnBatchEnd(ITraining training, BatchResult batch) =>
        Step?.Invoke(training, ((batch.Epoch - 1) * batch.Batches) + batch.Batch);

    public override void OnEpochEnd(ITraining training, EpochResult epoch) => Epoch?.Invoke(training, epoch);

    public override void OnTrainEnd(ITraining training) => End?.Invoke(training);
}
