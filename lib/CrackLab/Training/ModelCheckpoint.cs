namespace CrackLab.Training;

/// <summary>Saves the training after each epoch, so that it can be resumed to the same bits, and the best epoch's as well.</summary>
/// <remarks>keras.callbacks.ModelCheckpoint. An interrupted epoch is saved where it stands.</remarks>
public sealed class ModelCheckpoint : Callback
{
    private readonly string _last;
    private readonly string _best;
    private TrainingPosition? _saved;

    /// <summary>Makes the callback.</summary>
    /// <param name="last">File for the latest state.</param>
    /// <param name="best">File for the state after the best epoch.</param>
    public ModelCheckpoint(string last, string best)
    {
        ArgumentException.ThrowIfNullOrEmpty(last);
        ArgumentException.ThrowIfNullOrEmpty(best);
        _last = last;
        _best = best;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(epoch);
        Checkpoint last = training.Capture();

        // The best one first: a kill between the two leaves a best that the resumed epoch writes again.
        if (training.BestEpoch == epoch.Epoch)
        {
            (last with { Model = training.BestModel }).Save(_best);
        }

        Save(last);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(ITraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (!training.IsInterrupted)
        {
            return;
        }

        Checkpoint last = training.Capture();
        if (!IsSaved(last.Position))
        {
            Save(last);
        }
    }

    private void Save(Checkpoint last)
    {
        last.Save(_last);
        _saved = last.Position;
    }

    // Right after an epoch nothing has moved yet: writing it all again would hold up whoever waits for the end.
    private bool IsSaved(TrainingPosition position) => _saved is not null && position with { History = _saved.History } == _saved;
}
