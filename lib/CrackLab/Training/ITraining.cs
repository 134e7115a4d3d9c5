using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Imaging;

namespace CrackLab.Training;

/// <summary>What a callback sees of the training it watches.</summary>
public interface ITraining
{
    /// <summary>The model in training; between callbacks its weights change.</summary>
    /// <remarks>
    /// The weights are up to date when training begins and ends, at the end of an epoch and after <see cref="Capture"/>; at
    /// the end of a batch an engine with memory of its own may still hold newer ones.
    /// </remarks>
    Sequential Model { get; }

    /// <summary>A model with the best epoch's weights (with their running mean, where one is kept); those that training began with before the first.</summary>
    Sequential BestModel { get; }

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

    /// <summary>The images that the best epoch is chosen by, or <see langword="null"/>.</summary>
    ImageSet? Validation { get; }

    /// <summary>(N, units) probabilities of the validation images at the end of the last epoch; empty before it.</summary>
    ReadOnlyMemory<float> ValidationProbabilities { get; }

    /// <summary>The first batch of the first epoch as the model is given it, varied as training varies it, with class numbers.</summary>
    IReadOnlyList<(Image Picture, int Label)> FirstBatch();

    /// <summary>A validation image as the model is given it.</summary>
    /// <param name="index">Its place in <see cref="Validation"/>.</param>
    Image ValidationPicture(int index);

    /// <summary>The gradients of the last step, as <see cref="IEngineSession.ExportGradients"/> gives them.</summary>
    IReadOnlyList<NamedTensor> Gradients();

    /// <summary>Asks training to stop after this epoch.</summary>
    /// <param name="reason">Why, as one clause for people.</param>
    void StopTraining(string reason);

    /// <summary>Everything that going on from here needs, to be saved at once: weights and state are those in training, and change with the next step.</summary>
    Checkpoint Capture();
}
