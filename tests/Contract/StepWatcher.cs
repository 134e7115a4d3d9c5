using CrackLab.Training;

namespace Contract;

/// <summary>Tells a test of steps and epochs; steps are counted from 1 over all epochs.</summary>
internal sealed class StepWatcher : Callback
{
    public Action<ITraining, int>? Step { get; init; }

    public Action<ITraining>? Epoch { get; init; }

    public override void OnBatchEnd(ITraining training, BatchResult batch) =>
        Step?.Invoke(training, ((batch.Epoch - 1) * batch.Batches) + batch.Batch);

    public override void OnEpochEnd(ITraining training, EpochResult epoch) => Epoch?.Invoke(training);
}
