using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Training;

namespace CrackLab.Explanation;

/// <summary>Where a model looks: how much its probability falls when a grey patch hides a place.</summary>
/// <remarks>Zeiler and Fergus, "Visualizing and understanding convolutional networks", ECCV 2014.</remarks>
[TypeFormatterSource]
public sealed record OcclusionMap
{
    private const byte Grey = 128;

    /// <summary>The picture.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the class whose probability is watched.</summary>
    public required string Class { get; init; }

    /// <summary>Its probability for the whole picture, 0..1.</summary>
    public required double Probability { get; init; }

    /// <summary>Places in a row and in a column.</summary>
    public required int Side { get; init; }

    /// <summary>(Side, Side) how much the probability falls with the patch there; below 0 where it rises.</summary>
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
    /// <exception cref="ArgumentException">The model has no class of that name.</exception>
    public static OcclusionMap Compute(Sequential model, string path, double patch = 0.2, int steps = 16, string? className = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, 64);
        int size = Scorer.InputSize(model);
        byte[] pixels = PixelLoader.Load(File.ReadAllBytes(path), size);
        int count = (steps * steps) + 1;
        var pictures = new byte[count * pixels.Length];
        for (int i = 0; i < count; i++)
        {
            Span<byte> picture = pictures.AsSpan(i * pixels.Length, pixels.Length);
            pixels.CopyTo(picture);
            if (i > 0)
                Hide(picture, size, ((i - 1) % steps, (i - 1) / steps), steps, patch);
        }

        float[] outputs = PartialModel.Run(model, pictures, count);
        int units = outputs.Length / count;
        Decision decision = Decision.Of(model, outputs.AsSpan(0, units), className);
        double[] watched = [.. Enumerable.Range(0, count).Select(i => Decision.ProbabilityOf(outputs.AsSpan(i * units, units), decision.Label))];
        return new OcclusionMap
        {
            Path = path,
            Class = decision.Name,
            Probability = watched[0],
            Side = steps,
            Drops = [.. watched.Skip(1).Select(probability => watched[0] - probability)],
            Pixels = pixels,
            Size = size,
        };
    }

    /// <summary>The class, its probability, and the greatest fall.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{System.IO.Path.GetFileName(Path)}: {Class} {Probability:0.0000}, falls by at most {Drops.Max():0.0000} where a patch hides the picture");

    private static void Hide(Span<byte> picture, int size, (int X, int Y) place, int steps, double patch)
    {
        int half = Math.Max(1, (int)Math.Round(size * patch / 2));
        int x = (int)((place.X + 0.5) * size / steps), y = (int)((place.Y + 0.5) * size / steps);
        int left = Math.Max(0, x - half), right = Math.Min(size, x + half);
        for (int row = Math.Max(0, y - half); row < Math.Min(size, y + half); row++)
            picture.Slice(((row * size) + left) * 3, (right - left) * 3).Fill(Grey);
    }
}
