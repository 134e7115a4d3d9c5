using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>How the places that a stack of layers gives lie over its square input.</summary>
/// <param name="Stride">Input pixels from one place to the next.</param>
/// <param name="First">First place of a row that sees the input alone, and none of the padding before it.</param>
/// <param name="Last">Last place that sees none of the padding behind it; before <paramref name="First"/> where there is none.</param>
/// <remarks>
/// A large picture can be run tile by tile without seams: tiles that begin a multiple of <paramref name="Stride"/> apart, of
/// which only the places from <paramref name="First"/> to <paramref name="Last"/> are kept.
/// </remarks>
public sealed record Footprint(int Stride, int First, int Last)
{
    /// <summary>Follows both edges of the input through the layers.</summary>
    /// <param name="layers">Layers that look at a neighbourhood of each place: convolutions, poolings, and what goes value by value.</param>
    /// <param name="input">Shape of the first layer's input, height and width alike.</param>
    /// <exception cref="ArgumentException">A layer sees the whole picture at once, or cannot take what the one before it gives.</exception>
    public static Footprint Of(IEnumerable<Layer> layers, Shape input)
    {
        ArgumentNullException.ThrowIfNull(layers);
        (int stride, int first, int last) = (1, 0, input.Width - 1);
        foreach (Layer layer in layers)
        {
            if (WindowOf(layer, input) is { } window)
            {
                stride *= window.Stride;
                first = (first + window.Before + window.Stride - 1) / window.Stride;
                last = (int)Math.Floor((double)(last + window.Before - window.Length + 1) / window.Stride);
            }

            input = layer.OutputShape(input);
        }

        return new Footprint(stride, first, last);
    }

    private static Window? WindowOf(Layer layer, Shape input) => layer switch
    {
        Conv2D convolution => convolution.Columns(input),
        MaxPooling2D pooling => pooling.Columns(input),
        BatchNormalization or ReLU or Dropout or Rescaling => null,
        _ => throw new ArgumentException(
            $"Footprint: expected layers that look at a neighbourhood, received {layer.GetType().Name} '{layer.Name}', which sees the whole picture. End before it.",
            nameof(layer)),
    };
}
