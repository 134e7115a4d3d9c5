using System.Numerics;
using System.Runtime.InteropServices;
using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Training;

namespace CrackLab.Explanation;

/// <summary>Finds the pictures of a set that a model sees most as it sees another picture: what a mistake may have been learnt from.</summary>
/// <remarks>
/// A model sees a picture as the values that its last Dense layer decides by. The search is exact: every picture of the
/// set is compared, by the cosine.
/// </remarks>
public sealed class NearestImages
{
    private readonly Sequential _eye;
    private readonly int _length;
    private readonly float[] _rows;
    private readonly string? _cacheFolder;

    /// <summary>Looks at every picture of a set, once.</summary>
    /// <param name="model">A trained model with a square RGB input that ends in a Dense layer with others before it.</param>
    /// <param name="set">The pictures to find, usually the training part.</param>
    /// <param name="cacheFolder">Where decoded pixels are kept; <see langword="null"/> for the usual place.</param>
    /// <exception cref="ArgumentException">The model is not of that kind, or the set is empty.</exception>
    public NearestImages(Sequential model, ImageSet set, string? cacheFolder = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        if (set.Count == 0)
        {
            throw new ArgumentException($"Nearest images in '{set.Root}': expected pictures, received none. Give a set that holds some.", nameof(set));
        }

        Set = set;
        _cacheFolder = cacheFolder;
        _eye = EyeOf(model);
        _length = _eye.OutputShape.Size;
        _rows = Look(set);
    }

    /// <summary>The pictures that are found.</summary>
    public ImageSet Set { get; }

    /// <summary>Finds the nearest pictures to each of another set's.</summary>
    /// <param name="queries">Pictures to find the like of; where one is in <see cref="Set"/> too, it finds itself.</param>
    /// <param name="count">Most neighbours of each, at least 1.</param>
    /// <returns>For each query its neighbours, the nearest first; ties in the set's order.</returns>
    public IReadOnlyList<IReadOnlyList<Neighbour>> Find(ImageSet queries, int count = 5)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        float[] rows = queries.Count == 0 ? [] : Look(queries);
        return [.. Enumerable.Range(0, queries.Count).Select(query => Find(rows.AsMemory(query * _length, _length), count))];
    }

    private static Sequential EyeOf(Sequential model)
    {
        int head = model.Layers.ToList().FindLastIndex(layer => layer is Dense);
        return head > 0 && head == model.Layers.Count - 1
            ? PartialModel.UpTo(model, model.Layers[head - 1].Name)
            : throw new ArgumentException(
                $"Nearest images of '{model.Name}': expected a model that ends in Dense with layers before it, received {string.Join(", ", model.Layers.Select(layer => layer.Name))}. Give a classifier.",
                nameof(model));
    }

    private Neighbour[] Find(ReadOnlyMemory<float> query, int count)
    {
        float[] cosines = new float[Set.Count];
        for (int i = 0; i < cosines.Length; i++)
            cosines[i] = Dot(query.Span, _rows.AsSpan(i * _length, _length));
        return [.. Enumerable.Range(0, cosines.Length)
            .OrderByDescending(i => cosines[i])
            .Take(count)
            .Select(i => new Neighbour(Set.Samples[i], Math.Max(1 - (double)cosines[i], 0)))];
    }

    /// <summary>(N, length) what the model makes of each picture, every row of length 1 (0 where it sees nothing).</summary>
    private float[] Look(ImageSet pictures)
    {
        float[] rows = Scorer.Predict(_eye, pictures, cacheFolder: _cacheFolder);
        for (int start = 0; start < rows.Length; start += _length)
        {
            Span<float> row = rows.AsSpan(start, _length);
            float length = MathF.Sqrt(Dot(row, row));
            foreach (ref float value in row)
                value /= Math.Max(length, 1e-12f);
        }

        return rows;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ReadOnlySpan<Vector<float>> wideA = MemoryMarshal.Cast<float, Vector<float>>(a), wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<float> sums = Vector<float>.Zero;
        for (int i = 0; i < wideA.Length; i++)
            sums += wideA[i] * wideB[i];
        float sum = Vector.Sum(sums);
        for (int i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
