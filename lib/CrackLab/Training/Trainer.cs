using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Schedules;

namespace CrackLab.Training;

/// <summary>Trains a model on pictures.</summary>
/// <remarks>
/// Same model, data, settings and instruction set give the same bits, whatever the number of threads and however often
/// training was interrupted and resumed on the way.
/// </remarks>
public sealed class Trainer
{
    private readonly Sequential _model;

    /// <summary>Makes a trainer.</summary>
    /// <param name="model">A built model with a Sigmoid or Softmax head; after training it has the best epoch's weights.</param>
    public Trainer(Sequential model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
    }

    /// <summary>What computes.</summary>
    public IEngine Engine { get; init; } = new SimdEngine();

    /// <summary>How gradients change weights.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>How the learning rate changes from step to step.</summary>
    public Schedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Part of certainty taken from the true class, 0 to below 1.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>Epochs, at least 1.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Images in a batch, at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Decides the order of images, augmentation and dropout.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>How training images are varied.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>Which epoch counts as the best.</summary>
    public MonitoredMetric Monitor { get; init; } = MonitoredMetric.ValidationLoss;

    /// <summary>What watches and steers, called in this order.</summary>
    public IList<Callback> Callbacks { get; } = [];

    /// <summary>Where decoded pixels are kept; <see langword="null"/> for the usual place.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Told while images are decoded for the first time.</summary>
    public IProgress<CacheProgress>? CacheProgress { get; init; }

    /// <summary>An open cache that holds all the pictures; <see langword="null"/> to open one.</summary>
    internal PixelCache? Cache { get; init; }

    /// <summary>A training to go on with instead of starting anew.</summary>
    public Checkpoint? ResumeFrom { get; init; }

    /// <summary>The best epoch's model of that training, where there is one.</summary>
    public Sequential? ResumeBest { get; init; }

    /// <summary>Trains.</summary>
    /// <param name="train">Images to learn from, of at least two classes.</param>
    /// <param name="validation">Images to choose the best epoch by, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends training after the batch under way, without an exception; the result says so.</param>
    /// <exception cref="ArgumentException">Data, model and settings do not fit each other.</exception>
    /// <exception cref="DivergenceException">
    /// Loss, gradients, weights or running statistics became NaN or infinite; says in which step and layer. The model has the
    /// best epoch's weights, or those it began with where no epoch was finished.
    /// </exception>
    /// <remarks>
    /// Training and its callbacks run on a thread of their own, and this one waits. Where it is interrupted, as a
    /// notebook does to stop a cell, training ends after the batch under way, as with the token.
    /// </remarks>
    public TrainingResult Fit(ImageSet train, ImageSet? validation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1, nameof(Epochs));
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1, nameof(BatchSize));
        ImageSet? judged = validation is { Count: > 0 } ? validation : null;
        CheckFits(_model, train);
        Loss loss = Loss.For(_model, LabelSmoothing);
        CheckValidation(train, judged);
        CheckResume();
        _model.Metadata = _model.Metadata with { Classes = train.Classes, PictureSize = _model.Metadata.PictureSize ?? PictureSizes.Median(train) };
        if (ResumeFrom is { } checkpoint)
        {
            _model.CopyWeightsFrom(checkpoint.Model);
        }

        return Apart.Run(stopping => FitApart(loss, train, judged, stopping), cancellationToken);
    }

    /// <summary>Trains, on a thread that nobody outside can tear out of it.</summary>
    private TrainingResult FitApart(Loss loss, ImageSet train, ImageSet? judged, CancellationToken cancellationToken)
    {
        // The validation part may lie in a folder of its own.
        var all = new ImageSet(
            train.Root, train.Classes, [.. train.Samples, .. judged?.Samples.Select(sample => sample with { Path = judged.FullPath(sample) }) ?? []]);
        using PixelCache? own = Cache is null ? OpenCache(all, cancellationToken) : null;
        if ((Cache ?? own) is not { } cache)
        {
            return InterruptedBefore();
        }

        using IEngineSession session = Engine.Build(_model, new SessionOptions
        {
            BatchSize = BatchSize,
            Training = new TrainingOptions(loss, Optimizer, Seed),
        });
        if (ResumeFrom is not null)
        {
            session.ImportState(ResumeFrom.State);
        }

        return new TrainingLoop(this, _model, session, cache, train, judged).Run(cancellationToken);
    }

    /// <summary>Refuses data that a model cannot learn from.</summary>
    internal static void CheckFits(Sequential model, ImageSet train)
    {
        _ = Loss.For(model);
        int present = train.ClassCounts.Count(count => count > 0);
        if (train.Classes.Count < 2 || present < 2)
        {
            throw new ArgumentException(
                $"Training on '{train.Root}': expected images of at least two classes, received {present} ({string.Join(", ", train.Classes)}). Add a folder of images for each class.",
                nameof(train));
        }

        int units = model.OutputShape.Size;
        int wanted = train.Classes.Count == 2 && units == 1 ? 1 : train.Classes.Count;
        if (units != wanted)
        {
            throw new ArgumentException(
                $"Sequential '{model.Name}': expected {train.Classes.Count} outputs for the classes {string.Join(", ", train.Classes)}, received {units}. Build the model for that number of classes.",
                nameof(train));
        }
    }

    /// <summary>Opens the cache; gives none where decoding was cancelled.</summary>
    private PixelCache? OpenCache(ImageSet set, CancellationToken cancellationToken)
    {
        try
        {
            return PixelCache.Open(set, Scorer.InputSize(_model), CacheFolder, CacheProgress, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private TrainingResult InterruptedBefore()
    {
        IReadOnlyList<EpochResult> history = ResumeFrom?.Position.History ?? [];
        if (ResumeBest is not null)
        {
            _model.CopyWeightsFrom(ResumeBest);
        }

        return new TrainingResult
        {
            BestModel = _model,
            BestEpoch = Monitor.BestEpoch(history),
            History = history,
            IsInterrupted = true,
            StopReason = ResumeFrom?.Position.StopReason,
        };
    }

    private static void CheckValidation(ImageSet train, ImageSet? validation)
    {
        if (validation is not null && !validation.Classes.SequenceEqual(train.Classes, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"Validating on '{validation.Root}': expected the classes {string.Join(", ", train.Classes)}, received {string.Join(", ", validation.Classes)}. Name the folders as those of the training part.",
                nameof(validation));
        }
    }

    private void CheckResume()
    {
        int best = Monitor.BestEpoch(ResumeFrom?.Position.History ?? []);
        if (best > 0 && ResumeBest is null)
        {
            throw new ArgumentException(
                $"Resuming: expected the model of the best epoch so far, {best}, received none. Give the run's checkpoints/best.safetensors as ResumeBest.");
        }
    }
}
