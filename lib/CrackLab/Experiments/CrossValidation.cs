using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>Predicts every image of a set by a model that was trained on other photographs.</summary>
public static class CrossValidation
{
    /// <summary>Trains a model for each fold on the other folds, and predicts the fold with it.</summary>
    /// <param name="set">The images; those of one <see cref="Sample.Group"/> are in one fold.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="threads">Threads that compute; <see langword="null"/> for one a core. Does not change the result.</param>
    /// <param name="observer">Who is told, or <see langword="null"/>; its callbacks see one training after the other.</param>
    /// <param name="cancellationToken">Ends the work after the batch under way.</param>
    /// <returns>(N, classes) out-of-sample probabilities, 0..1, row by row in the set's order.</returns>
    /// <remarks>
    /// There is no validation part: an epoch chosen by the fold itself would have seen its labels. Where settings ask for
    /// early stopping, the training loss decides.
    /// </remarks>
    /// <exception cref="ArgumentException">Data and settings do not fit each other.</exception>
    /// <exception cref="InvalidDataException">A class has too few groups for so many folds, or a file has changed.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static float[] Predict(
        ImageSet set,
        HyperParameters settings,
        int folds = 5,
        int? threads = null,
        ExperimentObserver? observer = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(settings);
        HyperParameterRanges.Check(settings);
        IReadOnlyList<int> foldOf = set.Folds(folds, settings.Seed);
        return Apart.Run(stopping => Predict(set, settings, foldOf, threads, observer ?? new ExperimentObserver(), stopping), cancellationToken);
    }

    /// <summary>Goes through the folds.</summary>
    /// <param name="set">The images.</param>
    /// <param name="foldOf">(N) the fold of each.</param>
    /// <returns>The images of each fold by index, and the set of all others.</returns>
    internal static IEnumerable<(int[] Inside, ImageSet Others)> Parts(ImageSet set, IReadOnlyList<int> foldOf) =>
        Enumerable.Range(0, foldOf.Max() + 1).Select(fold => (
            Enumerable.Range(0, set.Count).Where(index => foldOf[index] == fold).ToArray(),
            set.Pick(Enumerable.Range(0, set.Count).Where(index => foldOf[index] != fold))));

    private static float[] Predict(
        ImageSet set, HyperParameters settings, IReadOnlyList<int> foldOf, int? threads, ExperimentObserver observer, CancellationToken stopping)
    {
        var engine = new SimdEngine(threads);
        Sequential model = ModelChoice.Build(settings, set.Classes.Count);
        Trainer.CheckFits(model, set);
        using PixelCache cache = PixelCache.Open(set, Scorer.InputSize(model), folder: null, observer.Decoding, stopping);
        float[] probabilities = new float[set.Count * set.Classes.Count];
        foreach ((int[] inside, ImageSet others) in Parts(set, foldOf))
        {
            Trainer trainer = TrainerChoice.Build(settings, model.Clone(), engine, cache: cache);
            foreach (Callback callback in observer.Callbacks)
            {
                trainer.Callbacks.Add(callback);
            }

            TrainingResult training = trainer.Fit(others, validation: null, stopping);
            stopping.ThrowIfCancellationRequested();
            Place(Scorer.Predict(training.BestModel, set.Pick(inside), cache, engine, stopping), inside, set.Classes.Count, probabilities);
        }

        return probabilities;
    }

    /// <summary>Puts a fold's predictions where its images stand in the set; one unit becomes two columns.</summary>
    private static void Place(float[] predicted, int[] inside, int classes, float[] probabilities)
    {
        int units = predicted.Length / inside.Length;
        for (int row = 0; row < inside.Length; row++)
        {
            Span<float> target = probabilities.AsSpan(inside[row] * classes, classes);
            if (units == classes)
            {
                predicted.AsSpan(row * units, units).CopyTo(target);
            }
            else
            {
                (target[0], target[1]) = (1 - predicted[row], predicted[row]);
            }
        }
    }
}
