using CrackLab.Training;

namespace CrackLab.Sweeps;

/// <summary>Enters each epoch of a trial into the journal, and pauses the trial at the end of its rung.</summary>
/// <param name="journal">The journal.</param>
/// <param name="claim">The trial and its rung.</param>
/// <param name="worker">Who trains.</param>
/// <param name="until">Epochs at the end of the rung.</param>
/// <param name="pause">Cancelled there.</param>
/// <param name="told">Told after each batch, or <see langword="null"/>.</param>
internal sealed class TrialRecorder(
    SweepJournal journal, TrialClaim claim, WorkerIdentity worker, int until, CancellationTokenSource pause, Action<int, BatchResult>? told) : Callback
{
    /// <summary>Enters epochs that a process did which did not come to enter them.</summary>
    public void Enter(IReadOnlyList<EpochResult> history)
    {
        if (!journal.Record(claim, worker, history))
        {
            throw Lost();
        }
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(ITraining training, BatchResult batch) => told?.Invoke(claim.Trial, batch);

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch)
    {
        Enter([epoch]);
        if (epoch.Epoch >= until && epoch.Epoch < training.Epochs)
        {
            pause.Cancel();
        }
    }

    private IOException Lost() => new(
        $"Trial {claim.Trial}: expected to hold it, received word that another process does, for nobody heard of this one for {SweepJournal.Lease.TotalSeconds:0} s. Go on with the sweep (resume).");
}
