using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Tensors;
using CrackLab.Training;

namespace CrackLab.Explanation;

/// <summary>The first layers of a model, as a model of their own: what they give is what the later ones see.</summary>
internal static class PartialModel
{
    /// <summary>Copies a model up to a layer.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="layer">Name of the last layer to keep.</param>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public static Sequential UpTo(Sequential model, string layer)
    {
        int last = model.Layers.ToList().FindIndex(item => string.Equals(item.Name, layer, StringComparison.Ordinal));
        if (last < 0)
        {
            throw new ArgumentException(
                $"Sequential '{model.Name}': expected a layer of {string.Join(", ", model.Layers.Select(item => item.Name))}, received '{layer}'. Choose one of these.",
                nameof(layer));
        }

        Sequential part = new Sequential([.. model.Layers.Take(last + 1)]) { Name = model.Name }.Build(model.InputShape);
        Dictionary<string, Parameter> weights = model.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in part.Parameters)
            weights[parameter.Name].Values.CopyTo(parameter.Values);
        return part;
    }

    /// <summary>Runs a model over pictures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pixels">(N, size, size, 3) RGB, 0..255.</param>
    /// <param name="count">N.</param>
    /// <returns>(N, outputs).</returns>
    public static float[] Run(Sequential model, byte[] pixels, int count) => Apart.Run(
        stopping =>
        {
            const int BatchSize = 32;
            Shape input = model.InputShape;
            int units = model.OutputShape.Size;
            var outputs = new float[count * units];
            using IEngineSession session = new SimdEngine().Build(model, new SessionOptions { BatchSize = Math.Min(BatchSize, count) });
            for (int done = 0; done < count; done += BatchSize)
            {
                stopping.ThrowIfCancellationRequested();
                int now = Math.Min(BatchSize, count - done);
                session.Predict(
                    new ModelInput(pixels.AsSpan(done * input.Size, now * input.Size), now), outputs.AsSpan(done * units, now * units));
            }
            return outputs;
        },
        CancellationToken.None);
}
