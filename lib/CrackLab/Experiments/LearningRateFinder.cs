using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Optimizers;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>Tries learning rates from very small to far too large in one short training, and suggests two of them.</summary>
/// <remarks>
/// Smith, "Cyclical learning rates for training neural networks", WACV 2017; in fastai lr_find. The rate grows
/// exponentially from batch to batch, the loss is smoothed, and the curve suggests two rates. It trains
/// a copy: the model itself keeps its weights.
/// </remarks>
public sealed class LearningRateFinder
{
    private const double SmoothingWeight = 0.9;
    private const double Diverged = 4;

    /// <summary>First rate, above 0.</summary>
    public double Lowest { get; init; } = 1e-6;

    /// <summary>Last rate, above the first.</summary>
    public double Highest { get; init; } = 1;

    /// <summary>Batches, 10..10,000.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>Images in a batch, at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How gradients change weights; its own rate does not count.</summary>
    public Optimizer Optimizer { get; init; } = new AdamW();

    /// <summary>Decides the order of images and dropout.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Where decoded pixels are kept; <see langword="null"/> for the usual place.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Runs the test.</summary>
    /// <param name="model">A built model; it is not changed.</param>
    /// <param name="train">Images to learn from.</param>
    /// <exception cref="ArgumentException">Rates, steps, data and model do not fit each other.</exception>
    public LearningRateCurve Find(Sequential model, ImageSet train)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Lowest, nameof(Lowest));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Highest, Lowest, nameof(Highest));
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 10, nameof(Steps));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Steps, 10_000, nameof(Steps));
        int batches = Math.Max(1, (train.Count + BatchSize - 1) / BatchSize);
        var recorder = new LossRecorder(Steps, BatchSize, train.Count, Diverged, SmoothingWeight);
        var trainer = new Trainer(model.Clone())
        {
            Optimizer = Optimizer,
            Schedule = new ExponentialGrowth(Lowest / Optimizer.LearningRate, Highest / Optimizer.LearningRate, Steps),
            Epochs = ((Steps + batches - 1) / batches) + 1,
            BatchSize = BatchSize,
            Seed = Seed,
            CacheFolder = CacheFolder,
            Callbacks = { recorder },
        };
        try
        {
            trainer.Fit(train);
        }
        catch (OperationCanceledException) when (recorder.IsDone)
        {
            // The recorder has seen what it wanted.
        }
        catch (ArithmeticException)
        {
            // So large a rate that the loss is no number any more: the range ends here.
        }

        double[] losses = [.. recorder.Points.Select(point => point.Loss)];
        double[] smooth = Smoothing.Exponential(losses, SmoothingWeight);
        return new LearningRateCurve([.. recorder.Points.Select((point, i) => new LearningRatePoint(point.Rate, point.Loss, smooth[i]))]);
    }
}
