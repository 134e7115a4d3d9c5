using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Evaluation;

namespace CrackLab.Explanation;

/// <summary>Some layers of a model, or all of them at another size, as a model of their own with copies of the weights.</summary>
internal static class PartialModel
{
    /// <summary>The layers up to one: what they give is what the later ones see, computed apart from them.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="layer">Name of the last layer to keep.</param>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public static Sequential UpTo(Sequential model, string layer) => Copy(model, model.Layers.Take(IndexOf(model, layer) + 1), model.InputShape);

    /// <summary>The layers behind one.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="layer">Name of the last layer to leave out.</param>
    /// <exception cref="ArgumentException">There is no such layer, or none behind it.</exception>
    public static Sequential Behind(Sequential model, string layer)
    {
        int index = IndexOf(model, layer);
        return index + 1 < model.Layers.Count
            ? Copy(model, model.Layers.Skip(index + 1), model.Shapes[index + 1])
            : throw new ArgumentException(
                $"Sequential '{model.Name}': expected a layer with others behind it, received '{layer}', the last one. Choose an earlier one.", nameof(layer));
    }

    /// <summary>Whether a model takes pictures of any size: nothing but a global pooling may flatten them.</summary>
    /// <param name="model">A built model.</param>
    public static bool TakesAnySize(Sequential model) => !model.Layers.Any(layer => layer is Flatten);

    /// <summary>The whole model for pictures of another size.</summary>
    /// <param name="model">A built model that <see cref="TakesAnySize"/>.</param>
    /// <param name="size">Side of the square input in pixels.</param>
    public static Sequential Resized(Sequential model, int size) => Copy(model, model.Layers, new Shape(size, size, model.InputShape.Channels));

    /// <summary>Number of a layer.</summary>
    /// <param name="model">A model.</param>
    /// <param name="layer">The layer's name.</param>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public static int IndexOf(Sequential model, string layer)
    {
        int index = model.Layers.ToList().FindIndex(item => string.Equals(item.Name, layer, StringComparison.Ordinal));
        return index >= 0
            ? index
            : throw new ArgumentException(
                $"Sequential '{model.Name}': expected a layer of {string.Join(", ", model.Layers.Select(item => item.Name))}, received '{layer}'. Choose one of these.",
                nameof(layer));
    }

    /// <summary>The model without its last sigmoid or softmax; itself where it has none.</summary>
    /// <param name="model">A built model.</param>
    public static Sequential WithLogits(Sequential model) =>
        model.Layers[^1] is Dense { Activation: Activation.Sigmoid or Activation.Softmax } ? TemperatureScaling.WithoutHead(model) : model;

    /// <summary>Runs a model over pictures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pixels">(N, size, size, 3) RGB, 0..255.</param>
    /// <param name="count">N.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>(N, outputs).</returns>
    public static float[] Run(Sequential model, byte[] pixels, int count, CancellationToken cancellationToken = default) => Apart.Run(
        stopping =>
        {
            const int BatchSize = 32;
            Shape input = model.InputShape;
            int units = model.OutputShape.Size;
            var outputs = new float[count * units];
            using IEngineSession session = new SimdEngine().Build(model, new SessionOptions { BatchSize = Math.Min(BatchSize, count) });
            for (int done = 0; done < count; done += BatchSize)
            {
                int now = Math.Min(BatchSize, count - done);
                session.Predict(
                    new ModelInput(pixels.AsSpan(done * input.Size, now * input.Size), now), outputs.AsSpan(done * units, now * units), stopping);
            }

            return FaultFinder.IsFinite(outputs) ? outputs : throw new ArithmeticException(
                $"Looking into '{model.Name}': expected finite numbers, received NaN or infinity. Take another model.");
        },
        cancellationToken);

    /// <summary>Some layers with copies of their weights.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="layers">Layers of it, in order.</param>
    /// <param name="input">Shape of what the first of them is given.</param>
    public static Sequential Copy(Sequential model, IEnumerable<Layer> layers, Shape input)
    {
        Sequential part = new Sequential([.. layers]) { Name = model.Name, Metadata = model.Metadata }.Build(input);
        Dictionary<string, Parameter> weights = model.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in part.Parameters)
            weights[parameter.Name].Values.CopyTo(parameter.Values);
        return part;
    }
}
