using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Training;

namespace CrackLab.Explanation;

/// <summary>Where a model looks: how much a class's log-odds fall when a grey patch hides a place.</summary>
/// <remarks>
/// M. D. Zeiler and R. Fergus, "Visualizing and understanding convolutional networks", ECCV 2014, who watch the probability
/// p. A sure model's p stays at 1 wherever the patch lies, while its log-odds ln(p / (1 - p)) still fall. They come from the
/// logits in front of the last sigmoid or softmax; a model without one is taken to give logits.
/// </remarks>
[TypeFormatterSource]
public sealed record OcclusionMap
{
    private const byte Grey = 128;

    /// <summary>The picture.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the class that is watched.</summary>
    public required string Class { get; init; }

    /// <summary>Its probability for the whole picture, 0..1.</summary>
    public required double Probability { get; init; }

    /// <summary>Places in a row and in a column.</summary>
    public required int Side { get; init; }

    /// <summary>(Side, Side) how much the class's log-odds fall with the patch there; below 0 where they rise.</summary>
    /// <remarks>A fall by 2.3 makes the odds ten times smaller.</remarks>
    public required IReadOnlyList<double> Drops { get; init; }

    /// <summary>(size, size, 3) RGB as the model sees the picture.</summary>
    public required byte[] Pixels { get; init; }

    /// <summary>Side of <see cref="Pixels"/>.</summary>
    public required int Size { get; init; }

    /// <summary>The falls as a map, to lay over the photo.</summary>
    public Heatmap Heatmap => new()
    {
        Path = Path,
        Method = HeatmapMethod.Occlusion,
        Class = Class,
        Probability = Probability,
        Width = Side,
        Height = Side,
        Values = [.. Drops.Select(drop => (float)drop)],
    };

    /// <summary>Slides the patch over a picture.</summary>
    /// <param name="model">A trained model with class names.</param>
    /// <param name="path">The picture.</param>
    /// <param name="patch">Side of the patch as a share of the picture, above 0 to 1.</param>
    /// <param name="steps">Places in a row and in a column, 2..64.</param>
    /// <param name="className">The class to watch; <see langword="null"/> for the one that the model decides on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The model has no class of that name.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static OcclusionMap Compute(
        Sequential model, string path, double patch = 0.2, int steps = 16, string? className = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, 64);
        int size = Scorer.InputSize(model);
        byte[] pixels = PixelLoader.Load(PhotoFile.ReadAllBytes(path), size, cancellationToken);
        int count = (steps * steps) + 1;
        var pictures = new byte[count * pixels.Length];
        for (int i = 0; i < count; i++)
        {
            Span<byte> picture = pictures.AsSpan(i * pixels.Length, pixels.Length);
            pixels.CopyTo(picture);
            if (i > 0)
                Hide(picture, size, ((i - 1) % steps, (i - 1) / steps), steps, patch);
        }

        Decision decision = Decision.Of(model, PartialModel.Run(model, pixels, 1, cancellationToken), className);
        float[] logits = PartialModel.Run(PartialModel.WithLogits(model), pictures, count, cancellationToken);
        int units = logits.Length / count;
        double[] watched = [.. Enumerable.Range(0, count).Select(i => decision.LogOdds(logits.AsSpan(i * units, units)))];
        return new OcclusionMap
        {
            Path = path,
            Class = decision.Name,
            Probability = decision.Probability,
            Side = steps,
            Drops = [.. watched.Skip(1).Select(logOdds => watched[0] - logOdds)],
            Pixels = pixels,
            Size = size,
        };
    }

    /// <summary>The class, its probability, and the greatest fall of its log-odds.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{System.IO.Path.GetFileName(Path)}: {Class} {Probability:0.0000}, log-odds fall by at most {Drops.Max():0.00} where a patch hides the picture");

    private static void Hide(Span<byte> picture, int size, (int X, int Y) place, int steps, double patch)
    {
        int half = Math.Max(1, (int)Math.Round(size * patch / 2));
        int x = (int)((place.X + 0.5) * size / steps), y = (int)((place.Y + 0.5) * size / steps);
        int left = Math.Max(0, x - half), right = Math.Min(size, x + half);
        for (int row = Math.Max(0, y - half); row < Math.Min(size, y + half); row++)
            picture.Slice(((row * size) + left) * 3, (right - left) * 3).Fill(Grey);
    }
}
