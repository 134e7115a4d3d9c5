using CrackLab.Training;

namespace CrackLab.Tracking;

/// <summary>Keeps history.csv up to date: after each epoch the whole file is written anew.</summary>
/// <param name="path">Path of the file; its folder must exist.</param>
/// <remarks>Counterpart of keras.callbacks.CSVLogger; epochs done before a resume stay in the file.</remarks>
public sealed class CsvLogger(string path) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(epoch);
        History.WriteCsv(path, training.History.Where(past => past.Epoch < epoch.Epoch).Append(epoch));
    }
}
