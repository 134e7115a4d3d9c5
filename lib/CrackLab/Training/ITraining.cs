namespace CrackLab.Training;

/// <summary>What a callback sees of the training it watches.</summary>
public interface ITraining
{
    /// <summary>Epochs that were asked for.</summary>
    int Epochs { get; }

    /// <summary>Epochs done so far, oldest first; epochs done before a resume are among them.</summary>
    IReadOnlyList<EpochResult> History { get; }

    /// <summary>Factor on the scheduled learning rate, 1 at first; callbacks may lower it.</summary>
    double LearningRateFactor { get; set; }

    /// <summary>Asks training to stop after this epoch.</summary>
    /// <param name="reason">Why, as one clause for people.</param>
    void StopTraining(string reason);

    /// <summary>Remembers the weights of this moment as the best ones.</summary>
    void KeepBestWeights();
}
