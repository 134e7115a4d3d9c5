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
    /// <exception cref="ArithmeticException">The model's numbers overflow, or its weights are not finite.</exception>
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
        return Predict(
            session, model.OutputShape.Size, set, InOrder(cache, set, BatchSize), (fault, files) => Refuse(model, fault, files), cancellationToken);
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

    /// <summary>Predicts a set that a loader gives in its order; a number that is none is refused.</summary>
    /// <param name="session">What computes.</param>
    /// <param name="units">Outputs a sample.</param>
    /// <param name="set">The images.</param>
    /// <param name="loader">What <see cref="InOrder"/> gave for the set.</param>
    /// <param name="refuse">Makes the exception of what was not finite first, and the paths of its batch.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    internal static float[] Predict(
        IEngineSession session, int units, ImageSet set, BatchLoader loader, Func<NumericFault, string[], Exception> refuse, CancellationToken cancellationToken)
    {
        float[] outputs = new float[set.Count * units];
        int done = 0;
        foreach (Batch batch in loader.Epoch(epoch: 0, cancellationToken: cancellationToken))
        {
            int pixels = batch.Count * batch.Size * batch.Size * 3;
            Span<float> part = outputs.AsSpan(done * units, batch.Count * units);
            session.Predict(new ModelInput(batch.Pixels.AsSpan(0, pixels), batch.Count), part, cancellationToken);
            if (!FaultFinder.IsFinite(part))
            {
                NumericFault fault = session.FindFault() ?? new NumericFault(FaultStage.Outputs, Layer: null, Tensor: null, FaultFinder.Samples(part, batch.Count));
                throw refuse(fault, [.. set.Samples.Skip(done).Take(batch.Count).Select(sample => sample.Path)]);
            }

            done += batch.Count;
        }

        return outputs;
    }

    private static ArithmeticException Refuse(Sequential model, NumericFault fault, string[] files)
    {
        string first = files[fault.Samples.Count == 0 ? 0 : fault.Samples[0]];
        return new ArithmeticException(
            $"Predicting '{first}' by '{model.Name}': expected finite numbers, received NaN or infinity in {fault}. Take another model, or train it anew.");
    }
}
