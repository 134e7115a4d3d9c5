namespace CrackLab.Training;

/// <summary>Where training stands after one batch.</summary>
/// <param name="Epoch">Number of the epoch, counted from 1.</param>
/// <param name="Batch">Batches done in this epoch.</param>
/// <param name="Batches">Batches in one epoch.</param>
/// <param name="Loss">Mean loss over this epoch so far.</param>
/// <param name="Accuracy">Accuracy over this epoch so far, 0..1.</param>
/// <param name="LearningRate">Learning rate of this step.</param>
/// <param name="ImagesPerSecond">Images a second over this epoch so far.</param>
/// <param name="Remaining">Estimate of the time to the end of the last epoch.</param>
public sealed record BatchResult(
    int Epoch,
    int Batch,
    int Batches,
    double Loss,
    double Accuracy,
    double LearningRate,
    double ImagesPerSecond,
    TimeSpan Remaining);
