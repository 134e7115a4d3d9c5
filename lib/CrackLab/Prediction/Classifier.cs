using System.Collections.Concurrent;
using System.Diagnostics;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Training;

namespace CrackLab.Prediction;

/// <summary>A trained model ready to look at photos.</summary>
/// <remarks>Photos go through the very steps that training images went through.</remarks>
public sealed class Classifier : IDisposable
{
    private const int BatchSize = 64;
    private readonly IEngineSession _session;
    private readonly int _size;
    private readonly Lock _network = new();

    // Kept from call to call: new ones each time would pile up until the next full garbage collection.
    private readonly ConcurrentBag<PhotoBatch> _batches = [];

    /// <summary>Makes a classifier of a model.</summary>
    /// <param name="model">A built model with a square RGB input and class names in its metadata.</param>
    /// <param name="engine">What computes; <see langword="null"/> for <see cref="SimdEngine"/>.</param>
    /// <exception cref="ArgumentException">The model names no classes, or has another input.</exception>
    public Classifier(Sequential model, IEngine? engine = null)
    {
        _size = Scorer.InputSize(model);
        int outputs = model.OutputShape.Size;
        if (model.Metadata.Classes.Count != Math.Max(outputs, 2))
        {
            throw new ArgumentException(
                $"Classifier: expected {Math.Max(outputs, 2)} class names in the model, received {model.Metadata.Classes.Count}. Set Sequential.Metadata, or train the model.",
                nameof(model));
        }

        Model = model;
        _session = (engine ?? new SimdEngine()).Build(model, new SessionOptions { BatchSize = BatchSize });
    }

    /// <summary>The model.</summary>
    public Sequential Model { get; }

    /// <summary>Class names in the order of labels.</summary>
    public IReadOnlyList<string> Classes => Model.Metadata.Classes;

    /// <summary>Two classes: probability from which on a photo is called positive.</summary>
    public double Threshold => Model.Metadata.Threshold;

    /// <summary>Most threads that decode photos; the engine has its own.</summary>
    public int DecodeThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Reads a model file.</summary>
    /// <param name="path">A .safetensors file that a training or <see cref="Sequential.Save"/> wrote.</param>
    /// <exception cref="InvalidDataException">The file is no model, is cut short, or comes from a newer version.</exception>
    public static Classifier Load(string path) => new(Sequential.Load(path));

    /// <summary>Looks at one photo.</summary>
    /// <param name="path">A JPEG, PNG or BMP file.</param>
    /// <exception cref="InvalidDataException">The file cannot be read as a picture.</exception>
    public PredictedImage Predict(string path) => Predict(new PhotoSource(path));

    /// <summary>Looks at one photo.</summary>
    /// <param name="photo">A JPEG, PNG or BMP file, or the bytes of one.</param>
    /// <exception cref="InvalidDataException">It cannot be read as a picture; the inner exception says of the file or the picture why.</exception>
    public PredictedImage Predict(PhotoSource photo)
    {
        ArgumentNullException.ThrowIfNull(photo);
        PhotoBatch batch = TakeBatch();
        PredictedImage prediction = Apart.Run(
            stopping =>
            {
                using IEnumerator<PhotoSource> one = Enumerable.Repeat(photo, 1).GetEnumerator();
                batch.Gather(one, most: 1, stopping);
                batch.Decode(threads: 1, stopping);
                return Look(batch)[0];
            },
            CancellationToken.None);
        Exception? fault = batch.FaultOf(0);
        _batches.Add(batch);
        return fault is null ? prediction : throw new InvalidDataException($"{photo.Path}: {prediction.Error}", fault);
    }

    /// <summary>Looks at every photo below a folder; files that cannot be read have a reason instead of a label.</summary>
    /// <param name="folder">The folder.</param>
    public IReadOnlyList<PredictedImage> PredictFolder(string folder) => [.. PredictAll(ImagePaths.Expand([folder]))];

    /// <summary>Looks at photos one after another; memory does not grow with their number.</summary>
    /// <param name="paths">Files; see <see cref="ImagePaths.Expand"/> for folders. Gone through on a thread of its own, some files ahead.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>One prediction a file, in order.</returns>
    public IEnumerable<PredictedImage> PredictAll(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return PredictBatches(paths.Select(path => new PhotoSource(path)), cancellationToken).SelectMany(images => images);
    }

    /// <summary>The same, with the predictions that are made together given together.</summary>
    /// <param name="photos">Photos, and <see cref="PhotoSource.Pause"/> where the next may be long in coming.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>One prediction a photo, in order, in lists of at least one.</returns>
    public IEnumerable<IReadOnlyList<PredictedImage>> PredictBatches(
        IEnumerable<PhotoSource> photos, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photos);
        return new PredictionPipeline(TakeBatch, _batches.Add, Look, DecodeThreads).Run(photos, cancellationToken);
    }

    /// <summary>Frees the engine's memory.</summary>
    public void Dispose() => _session.Dispose();

    private PhotoBatch TakeBatch() => _batches.TryTake(out PhotoBatch? kept) ? kept : new PhotoBatch(BatchSize, _size);

    private PredictedImage[] Look(PhotoBatch batch)
    {
        float[] outputs = new float[batch.Count * Model.OutputShape.Size];
        lock (_network)
        {
            long start = Stopwatch.GetTimestamp();
            _session.Predict(new ModelInput(batch.Pixels, batch.Count), outputs);
            return batch.Describe(outputs, new DecisionRule(Classes, Threshold), Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }
}
