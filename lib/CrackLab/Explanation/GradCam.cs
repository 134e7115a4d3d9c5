using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Training;

namespace CrackLab.Explanation;

/// <summary>Where a convolution sees what speaks for a class.</summary>
/// <remarks>
/// <para>
/// With A the layer's activations and G the derivative of the class's logit by them: a map is max(0, sum over channels c
/// of w[c] A[c]). Grad-CAM (https://arxiv.org/abs/1610.02391): w[c] is the mean of G[c]. Grad-CAM++
/// (https://arxiv.org/abs/1710.11063): w[c] is the sum of a max(0, G[c]) with a = G^2 / (2 G^2 + G^3 sum A[c]), which is
/// for the logit's exponential.
/// </para>
/// <para>
/// A model that ends in a global pooling takes larger pictures, and its maps become finer with them: after four poolings
/// of 64 pixels only 4 x 4 places are left. So the photo is laid before such a model enlarged; class and probability are
/// those at the model's own size.
/// </para>
/// </remarks>
public static class GradCam
{
    private const int FewestPlaces = 12;
    private const int MostTimes = 4;

    /// <summary>Computes the map of a photo.</summary>
    /// <param name="model">A trained model with a square RGB input and class names.</param>
    /// <param name="path">The photo.</param>
    /// <param name="options">What to look at; <see langword="null"/> for the last convolution and the model's decision.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">
    /// There is no such layer or class, the layer gives no pictures or is the last one, or the model cannot take that size.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static Heatmap Compute(Sequential model, string path, GradCamOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new GradCamOptions();
        int own = Scorer.InputSize(model);
        string layer = ActivationOf(model, options.Layer);
        int size = options.Size ?? UsualSize(model, layer);
        if (size != own && !PartialModel.TakesAnySize(model))
        {
            throw new ArgumentException(
                $"Grad-CAM of '{model.Name}': expected its own size of {own} pixels, received {size}. Leave the size out: a model with Flatten takes no other.", nameof(options));
        }

        byte[] file = PhotoFile.ReadAllBytes(path);
        Decision decision = Decision.Of(model, PartialModel.Run(model, PixelLoader.Load(file, own, cancellationToken), 1, cancellationToken), options.Class);
        Sequential wide = size == own ? model : PartialModel.Resized(model, size);
        Sequential front = PartialModel.UpTo(wide, layer);
        float[] activations = PartialModel.Run(front, PixelLoader.Load(file, size, cancellationToken), 1, cancellationToken);
        float[] gradient = Gradient(PartialModel.Behind(wide, layer), activations, decision, cancellationToken);
        Shape shape = front.OutputShape;
        return new Heatmap
        {
            Path = path,
            Method = options.PlusPlus ? HeatmapMethod.GradCamPlusPlus : HeatmapMethod.GradCam,
            Layer = layer,
            Class = decision.Name,
            Probability = decision.Probability,
            Width = shape.Width,
            Height = shape.Height,
            Values = Weigh(activations, options.PlusPlus ? PlusPlus(activations, gradient, shape) : Mean(gradient, shape), shape.Channels),
        };
    }

    private static string ActivationOf(Sequential model, string? name)
    {
        name ??= model.Layers.LastOrDefault(layer => layer is Conv2D)?.Name ?? throw new ArgumentException(
            $"Grad-CAM of '{model.Name}': expected a model with a convolution, received one without. Use an occlusion map.", nameof(model));
        int index = PartialModel.IndexOf(model, name);
        if (model.Layers[index] is Conv2D { Activation: Activation.Linear })
        {
            int next = index + 1;
            while (next < model.Layers.Count && model.Layers[next] is MaxPooling2D or BatchNormalization or Dropout)
                next++;
            index = next < model.Layers.Count && model.Layers[next] is ReLU ? next : index;
        }

        return model.Shapes[index + 1].IsFlat
            ? throw new ArgumentException(
                $"Grad-CAM of '{model.Name}': expected a layer that gives pictures, received '{name}', which gives {model.Shapes[index + 1]}. Choose a convolution or a layer soon after it.",
                nameof(name))
            : model.Layers[index].Name;
    }

    private static int UsualSize(Sequential model, string layer)
    {
        int own = Scorer.InputSize(model);
        int places = model.Shapes[PartialModel.IndexOf(model, layer) + 1].Width;
        return PartialModel.TakesAnySize(model) ? own * Math.Min((FewestPlaces + places - 1) / places, MostTimes) : own;
    }

    private static float[] Gradient(Sequential behind, float[] activations, Decision decision, CancellationToken cancellationToken) => Apart.Run(
        stopping =>
        {
            float[] gradient = new float[activations.Length];
            using IEngineSession session = new SimdEngine().Build(behind, new SessionOptions { BatchSize = 1, InputGradient = true });
            session.InputGradient(new ModelInput(activations, 1), decision.LogitWeights(behind.OutputShape.Size), gradient, stopping);
            return gradient;
        },
        cancellationToken);

    private static double[] Mean(float[] gradient, Shape shape)
    {
        double[] weights = new double[shape.Channels];
        for (int i = 0; i < gradient.Length; i++)
            weights[i % shape.Channels] += gradient[i];
        return [.. weights.Select(sum => sum / (shape.Height * shape.Width))];
    }

    private static double[] PlusPlus(float[] activations, float[] gradient, Shape shape)
    {
        double[] sums = new double[shape.Channels];
        for (int i = 0; i < activations.Length; i++)
            sums[i % shape.Channels] += activations[i];
        double[] weights = new double[shape.Channels];
        for (int i = 0; i < gradient.Length; i++)
        {
            double g = gradient[i];
            double divisor = (2 * g * g) + (g * g * g * sums[i % shape.Channels]);
            if (g > 0 && divisor != 0)
                weights[i % shape.Channels] += g * g / divisor * g;
        }

        return weights;
    }

    private static float[] Weigh(float[] activations, double[] weights, int channels)
    {
        float[] map = new float[activations.Length / channels];
        for (int place = 0; place < map.Length; place++)
        {
            double sum = 0;
            for (int c = 0; c < channels; c++)
                sum += weights[c] * activations[(place * channels) + c];
            map[place] = (float)Math.Max(sum, 0);
        }

        return map;
    }
}
