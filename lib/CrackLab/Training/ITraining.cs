using CrackLab.Engine;

namespace CrackLab.Training;

/// <summary>What a callback sees of the training it watches.</summary>
public interface ITraining
{
    /// <summary>The model in training; between callbacks its weights change.</summary>
    Sequential Model { get; }

    /// <summary>Epochs that were asked for.</summary>
    int Epochs { get; }

    /// <summary>Epochs done so far, oldest first; epochs done before a resume are among them.</summary>
    IReadOnlyList<EpochResult> History { get; }

    /// <summary>Number of the epoch with the best monitored value so far, counted from 1; 0 before the first.</summary>
    int BestEpoch { get; }

    /// <summary>Whether training ends because it was cancelled, possibly in the middle of an epoch.</summary>
    bool IsInterrupted { get; }

    /// <summary>Factor on the scheduled learning rate, 1 at first; callbacks may lower it.</summary>
    double LearningRateFactor { get; set; }

    /// <summary>Asks training to stop after this epoch.</summary>
    /// <param name="reason">Why, as one clause for people.</param>
    void StopTraining(string reason);

    /// <summary>Takes down everything that going on from here needs.</summary>
    Checkpoint Capture();

    /// <summary>The same with the best epoch's weights (with their running mean, where one is kept).</summary>
    Checkpoint CaptureBest();
}
