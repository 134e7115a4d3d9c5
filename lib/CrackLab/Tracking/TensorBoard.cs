using CrackLab.Training;

namespace CrackLab.Tracking;

/// <summary>Writes the curves of a training where TensorBoard finds them.</summary>
/// <param name="folder">Folder of the run; events go to train/ and validation/ under it.</param>
/// <remarks>
/// Counterpart of keras.callbacks.TensorBoard: tags epoch_loss, epoch_accuracy and, for training, epoch_learning_rate;
/// steps are epochs counted from 0. A resumed training adds files beside the older ones. Weight histograms and the
/// graph are left out.
/// </remarks>
public sealed class TensorBoard(string folder) : Callback, IDisposable
{
    private EventFileWriter? _train;
    private EventFileWriter? _validation;

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        int step = epoch.Epoch - 1;
        _train ??= new EventFileWriter(Path.Combine(folder, "train"));
        _train.WriteScalar("epoch_loss", step, epoch.Loss);
        _train.WriteScalar("epoch_accuracy", step, epoch.Accuracy);
        _train.WriteScalar("epoch_learning_rate", step, epoch.LearningRate);
        if (epoch is not { ValidationLoss: { } loss, ValidationAccuracy: { } accuracy })
            return;
        _validation ??= new EventFileWriter(Path.Combine(folder, "validation"));
        _validation.WriteScalar("epoch_loss", step, loss);
        _validation.WriteScalar("epoch_accuracy", step, accuracy);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(ITraining training) => Dispose();

    /// <inheritdoc/>
    public override void OnTrainFailed(ITraining training) => Dispose();

    /// <summary>Closes the files; a later epoch would start new ones.</summary>
    public void Dispose()
    {
        _train?.Dispose();
        _validation?.Dispose();
        (_train, _validation) = (null, null);
    }
}
