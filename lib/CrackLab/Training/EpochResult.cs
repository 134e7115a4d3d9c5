namespace CrackLab.Training;

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">Number of the epoch, counted from 1.</param>
/// <param name="Loss">Mean training loss over the epoch's images, as seen while training.</param>
/// <param name="Accuracy">Part of the training images classified right while training, 0..1.</param>
/// <param name="ValidationLoss">Mean loss on the validation part, or <see langword="null"/> where there is none.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation part, 0..1, or <see langword="null"/>.</param>
/// <param name="LearningRate">Learning rate of the epoch's last step.</param>
/// <param name="ImagesPerSecond">Training images a second, validation left out.</param>
/// <param name="Seconds">Length of the epoch in seconds, validation counted in.</param>
public sealed record EpochResult(
    int Epoch,
    double Loss,
    double Accuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double LearningRate,
    double ImagesPerSecond,
    double Seconds);
