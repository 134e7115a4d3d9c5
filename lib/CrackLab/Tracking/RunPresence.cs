using CrackLab.Training;

namespace CrackLab.Tracking;

/// <summary>Ends a training whose folder is gone before anything is written there.</summary>
/// <param name="folder">The folder of the run.</param>
internal sealed class RunPresence(RunFolder folder) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch) => folder.RequirePresent();

    /// <inheritdoc/>
    public override void OnTrainEnd(ITraining training) => folder.RequirePresent();
}
