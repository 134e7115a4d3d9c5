using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;

namespace CrackLab.Training;

/// <summary>Runs a model over a labelled set.</summary>
public static class Scorer
{
    /// <summary>Predicts every image of a set.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="set">The images, with the model's classes.</param>
    /// <param name="engine">What computes; <see langword="null"/> for <see cref="SimdEngine"/>.</param>
    /// <param name="cacheFolder">Where decoded pixels are kept; <see langword="null"/> for the usual place.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>(N, units) probabilities in the set's order.</returns>
    public static float[] Predict(
        Sequential model, ImageSet set, IEngine? engine = null, string? cacheFolder = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        return Apart.Run(
            stopping =>
            {
                using PixelCache cache = PixelCache.Open(set, InputSize(model), cacheFolder, progress: null, stopping);
                return Predict(model, set, cache, engine, stopping);
            },
            cancellationToken);
    }

    /// <summary>The same with a cache that is open.</summary>
    internal static float[] Predict(Sequential model, ImageSet set, PixelCache cache, IEngine? engine, CancellationToken cancellationToken)
    {
        const int BatchSize = 64;
        using IEngineSession session = (engine ?? new SimdEngine()).Build(model, new SessionOptions { BatchSize = BatchSize });
        return Predict(session, model.OutputShape.Size, InOrder(cache, set, BatchSize), set.Count, cancellationToken);
    }

    /// <summary>Side of a model's square input in pixels.</summary>
    /// <param name="model">A built model.</param>
    /// <exception cref="ArgumentException">Its input is not square RGB.</exception>
    public static int InputSize(Sequential model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var shape = model.InputShape;
        return shape is { Channels: 3, IsFlat: false } && shape.Height == shape.Width
            ? shape.Height
            : throw new ArgumentException($"Sequential '{model.Name}': expected a square RGB input (None, size, size, 3), received {shape}. Build it for such a shape.", nameof(model));
    }

    /// <summary>A loader that gives a set in its order.</summary>
    internal static BatchLoader InOrder(PixelCache cache, ImageSet set, int batchSize) =>
        new(cache, set, new BatchOptions { BatchSize = batchSize, Shuffle = false });

    internal static float[] Predict(IEngineSession session, int units, BatchLoader loader, int count, CancellationToken cancellationToken)
    {
        float[] outputs = new float[count * units];
        int done = 0;
        foreach (Batch batch in loader.Epoch(epoch: 0, cancellationToken: cancellationToken))
        {
            int pixels = batch.Count * batch.Size * batch.Size * 3;
            session.Predict(new ModelInput(batch.Pixels.AsSpan(0, pixels), batch.Count), outputs.AsSpan(done * units, batch.Count * units), cancellationToken);
            done += batch.Count;
        }

        return outputs;
    }
}
