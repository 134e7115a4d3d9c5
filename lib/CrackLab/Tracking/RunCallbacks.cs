using CrackLab.Training;

namespace CrackLab.Tracking;

/// <summary>What keeps a run's folder up to date while it trains: history, event files, checkpoints.</summary>
/// <remarks>Epochs that an earlier, interrupted training has written are not written again.</remarks>
internal sealed class RunCallbacks(RunFolder folder, RunRecord record) : IDisposable
{
    private readonly TensorBoard _tensorBoard = new(folder.Path) { Settings = record.Settings, PassOverWritten = true };

    /// <summary>Adds them to a trainer.</summary>
    public void AddTo(Trainer trainer)
    {
        trainer.Callbacks.Add(new RunPresence(folder));
        trainer.Callbacks.Add(new CsvLogger(folder.HistoryFile));
        trainer.Callbacks.Add(_tensorBoard);
        trainer.Callbacks.Add(new ModelCheckpoint(folder.LastModel, folder.BestModel));
    }

    /// <summary>Closes the event files.</summary>
    public void Dispose() => _tensorBoard.Dispose();
}
