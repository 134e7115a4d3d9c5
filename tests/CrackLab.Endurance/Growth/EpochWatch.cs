using CrackLab.Training;

namespace CrackLab.Endurance.Growth;

/// <summary>Tells after each epoch how many there were.</summary>
/// <param name="told">Is told.</param>
internal sealed class EpochWatch(Action<int> told) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch) => told(epoch.Epoch);
}
