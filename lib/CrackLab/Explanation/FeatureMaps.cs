using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Tensors;
using CrackLab.Training;

namespace CrackLab.Explanation;

/// <summary>What a layer makes of one picture, or what its filters look for: small grey or coloured pictures.</summary>
/// <param name="Title">What they are.</param>
/// <param name="Height">Rows of each.</param>
/// <param name="Width">Columns of each.</param>
/// <param name="Channels">1 (grey) or 3 (RGB).</param>
/// <param name="Maps">(Height, Width, Channels) samples of each, 0..255.</param>
[TypeFormatterSource]
public sealed record FeatureMaps(string Title, int Height, int Width, int Channels, IReadOnlyList<byte[]> Maps)
{
    /// <summary>Activations of a layer for one picture, each map from its own least to its own greatest value.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="layer">Name of a layer that gives pictures, such as "re_lu_1" or "conv2d".</param>
    /// <param name="path">The picture.</param>
    /// <exception cref="ArgumentException">There is no such layer, or it gives no pictures.</exception>
    public static FeatureMaps Activations(Sequential model, string layer, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        Sequential part = PartialModel.UpTo(model, layer);
        Shape shape = part.OutputShape;
        if (shape.IsFlat)
        {
            throw new ArgumentException(
                $"Feature maps: expected a layer that gives pictures, received '{layer}', which gives {shape}. Choose a convolution or a layer soon after it.",
                nameof(layer));
        }

        byte[] pixels = PixelLoader.Load(PhotoFile.ReadAllBytes(path), Scorer.InputSize(model));
        float[] values = PartialModel.Run(part, pixels, 1);
        return new FeatureMaps(
            $"{layer}: {shape.Channels} maps of {shape.Width} x {shape.Height} for {Path.GetFileName(path)}",
            shape.Height,
            shape.Width,
            1,
            [.. Enumerable.Range(0, shape.Channels).Select(c => Stretch([.. values.Where((_, i) => i % shape.Channels == c)]))]);
    }

    /// <summary>The filters of the first convolution; grey is 0, and a colour is what the filter answers to.</summary>
    /// <param name="model">A built model whose input is RGB.</param>
    /// <exception cref="ArgumentException">The model has no convolution that sees colours.</exception>
    public static FeatureMaps Filters(Sequential model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Parameter kernel = model.Parameters.FirstOrDefault(parameter => parameter.Dimensions is [_, _, 3, _])
            ?? throw new ArgumentException(
                $"Feature maps: expected a model with a convolution over RGB, received '{model.Name}' without one. Only such filters can be seen as colours.",
                nameof(model));
        (int height, int width, int filters) = (kernel.Dimensions[0], kernel.Dimensions[1], kernel.Dimensions[3]);
        float[] values = kernel.Values.ToArray();
        return new FeatureMaps(
            $"{kernel.Name}: {filters} filters of {width} x {height}",
            height,
            width,
            3,
            [.. Enumerable.Range(0, filters).Select(f => Centre([.. values.Where((_, i) => i % filters == f)]))]);
    }

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    private static byte[] Stretch(float[] values)
    {
        float low = values.Min(), range = Math.Max(values.Max() - low, 1e-12f);
        return [.. values.Select(value => (byte)Math.Round(255 * (value - low) / range))];
    }

    private static byte[] Centre(float[] values)
    {
        float most = Math.Max(values.Max(Math.Abs), 1e-12f);
        return [.. values.Select(value => (byte)Math.Round(127.5 + (127.5 * value / most)))];
    }
}
