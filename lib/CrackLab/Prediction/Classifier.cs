using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Imaging;
using CrackLab.Training;

namespace CrackLab.Prediction;

/// <summary>A trained model ready to look at photos.</summary>
/// <remarks>Photos go through the very steps that training images went through. For one caller at a time.</remarks>
public sealed class Classifier : IDisposable
{
    private const int BatchSize = 64;
    private readonly IEngineSession _session;
    private readonly int _size;
    private readonly byte[] _pixels;

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
        _pixels = new byte[BatchSize * _size * _size * 3];
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
    public PredictedImage Predict(string path)
    {
        PredictedImage prediction = PredictAll([path]).Single();
        return prediction.Error is null ? prediction : throw new InvalidDataException($"{path}: {prediction.Error}");
    }

    /// <summary>Looks at one photo in memory.</summary>
    /// <param name="file">The bytes of a JPEG, PNG or BMP file.</param>
    /// <param name="path">What to call it.</param>
    /// <exception cref="ImageException">The bytes cannot be decoded.</exception>
    public PredictedImage Predict(ReadOnlySpan<byte> file, string path)
    {
        PixelLoader.Load(file, _size, _pixels.AsSpan(0, _size * _size * 3));
        return Decide(path, Look(1, CancellationToken.None));
    }

    /// <summary>Looks at every photo below a folder; files that cannot be read have a reason instead of a label.</summary>
    /// <param name="folder">The folder.</param>
    public IReadOnlyList<PredictedImage> PredictFolder(string folder) => [.. PredictAll(ImagePaths.Expand([folder]))];

    /// <summary>Looks at photos one batch after another; memory does not grow with their number.</summary>
    /// <param name="paths">Files; see <see cref="ImagePaths.Expand"/> for folders.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>One prediction a file, in order.</returns>
    public IEnumerable<PredictedImage> PredictAll(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return paths.Chunk(BatchSize).SelectMany(chunk => PredictChunk(chunk, cancellationToken));
    }

    /// <summary>Frees the engine's memory.</summary>
    public void Dispose() => _session.Dispose();

    private PredictedImage[] PredictChunk(string[] paths, CancellationToken cancellationToken)
    {
        int length = _size * _size * 3;
        string?[] errors = new string?[paths.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = DecodeThreads, CancellationToken = cancellationToken };
        Parallel.For(0, paths.Length, parallel, i =>
        {
            try
            {
                PixelLoader.Load(File.ReadAllBytes(paths[i]), _size, _pixels.AsSpan(i * length, length));
            }
            catch (Exception error) when (error is ImageException or IOException or UnauthorizedAccessException)
            {
                errors[i] = error.Message;
                _pixels.AsSpan(i * length, length).Clear();
            }
        });

        int units = Model.OutputShape.Size;
        float[] outputs = Look(paths.Length, cancellationToken);
        return [.. paths.Select((path, i) => errors[i] is { } error
            ? new PredictedImage { Path = path, Error = error }
            : Decide(path, outputs.AsSpan(i * units, units)))];
    }

    /// <summary>The model's outputs for as many pictures as were loaded.</summary>
    private float[] Look(int count, CancellationToken cancellationToken) => Apart.Run(
        _ =>
        {
            float[] rows = new float[count * Model.OutputShape.Size];
            _session.Predict(new ModelInput(_pixels.AsSpan(0, count * _size * _size * 3), count), rows);
            return rows;
        },
        cancellationToken);

    private PredictedImage Decide(string path, ReadOnlySpan<float> outputs)
    {
        float[] probabilities = outputs.Length == 1 ? [1 - outputs[0], outputs[0]] : outputs.ToArray();
        int label = probabilities.Length == 2
            ? (probabilities[1] >= Threshold ? 1 : 0)
            : Array.IndexOf(probabilities, probabilities.Max());
        return new PredictedImage
        {
            Path = path,
            Label = Classes[label],
            Probability = probabilities.Length == 2 ? probabilities[1] : probabilities[label],
            Probabilities = probabilities,
        };
    }
}
