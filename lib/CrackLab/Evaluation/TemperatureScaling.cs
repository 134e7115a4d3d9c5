using CrackLab.Engine;
using CrackLab.Engine.Layers;

namespace CrackLab.Evaluation;

/// <summary>Makes a model's probabilities mean what they say: its logits are divided by one number, fitted on the validation part.</summary>
/// <remarks>
/// C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger: "On Calibration of Modern Neural Networks", ICML 2017. Order and most probable
/// class stay. The number goes into the last layer's weights, so that whatever runs the model gives the same probabilities.
/// </remarks>
public static class TemperatureScaling
{
    private const double Strongest = 20;
    private const int BisectionSteps = 60;

    /// <summary>The temperature of least cross-entropy.</summary>
    /// <param name="logits">(N) of the second of two classes, or (N, classes), row by row.</param>
    /// <param name="labels">(N) class numbers.</param>
    /// <returns>1/20..20; <see langword="null"/> where the logits tell the classes no better than chance, or there is one class only.</returns>
    /// <exception cref="ArgumentException">The shapes do not match, a logit is not finite, or a label is no class number.</exception>
    /// <remarks>
    /// Labels are softened as J. Platt does (1999), (n + 1) / (n + classes) for a class of n images: a validation part without
    /// a mistake would ask for endless certainty otherwise. With b = 1/T the cross-entropy is convex, and its slope
    /// sum over images of (sum over classes of (p - target) * logit) is solved by bisection.
    /// </remarks>
    public static double? Fit(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        double[] rows = Rows(logits, labels);
        int classes = rows.Length / labels.Length;
        int[] counts = new int[classes];
        foreach (int label in labels)
            counts[label]++;
        if (counts.Count(count => count > 0) < 2)
            return null;
        double weak = -Math.Log(Strongest), strong = Math.Log(Strongest);
        if (Slope(rows, labels, counts, Math.Exp(weak)) >= 0)
            return null;
        for (int step = 0; step < BisectionSteps; step++)
        {
            double middle = (weak + strong) / 2;
            if (Slope(rows, labels, counts, Math.Exp(middle)) < 0)
                weak = middle;
            else
                strong = middle;
        }
        return Math.Exp(-(weak + strong) / 2);
    }

    /// <summary>The same model without the function at its end: it gives logits.</summary>
    /// <param name="model">A built model that ends in Dense.</param>
    /// <exception cref="ArgumentException">It ends otherwise.</exception>
    public static Sequential WithoutHead(Sequential model)
    {
        Dense last = Last(model);
        var bare = new Sequential([.. model.Layers.SkipLast(1), new Dense(last.Units) { Name = last.Name, UseBias = last.UseBias }]) { Name = model.Name, Metadata = model.Metadata };
        bare.Build(model.InputShape).CopyWeightsFrom(model);
        return bare;
    }

    /// <summary>A copy of a model whose logits are divided by a temperature.</summary>
    /// <param name="model">A built model that ends in Dense.</param>
    /// <param name="temperature">Above 0; more than 1 makes probabilities less certain.</param>
    /// <exception cref="ArgumentException">It ends otherwise, or the temperature is not above 0.</exception>
    public static Sequential Apply(Sequential model, double temperature)
    {
        Dense last = Last(model);
        Sequential scaled = model.Clone();
        scaled.Metadata = model.Metadata with { Temperature = model.Metadata.Temperature * temperature };
        foreach (Parameter parameter in scaled.Parameters.Where(parameter => parameter.Name.StartsWith(last.Name + "/", StringComparison.Ordinal)))
        {
            foreach (ref float value in parameter.Values)
                value = (float)(value / temperature);
        }
        return scaled;
    }

    private static Dense Last(Sequential model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Layers[^1] as Dense ?? throw new ArgumentException(
            $"Temperature of '{model.Name}': expected a last layer Dense, received {model.Layers[^1].GetType().Name}. Add such a head.", nameof(model));
    }

    /// <summary>(N, classes) logits; one unit becomes two columns, the first of them 0.</summary>
    private static double[] Rows(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        int units = labels.Length == 0 ? 0 : logits.Length / labels.Length;
        int classes = Math.Max(units, 2);
        bool isFinite = true, isClass = true;
        foreach (float logit in logits)
            isFinite &= float.IsFinite(logit);
        foreach (int label in labels)
            isClass &= (uint)label < (uint)classes;
        if (units < 1 || units * labels.Length != logits.Length || !isFinite || !isClass)
        {
            throw new ArgumentException(
                $"Temperature: expected a row of finite logits and a class number for each image, received {logits.Length} logits and {labels.Length} labels. Predict every image once.",
                nameof(logits));
        }
        double[] rows = new double[labels.Length * classes];
        for (int i = 0; i < logits.Length; i++)
            rows[units == 1 ? (2 * i) + 1 : i] = logits[i];
        return rows;
    }

    private static double Slope(double[] rows, ReadOnlySpan<int> labels, int[] counts, double inverse)
    {
        int classes = counts.Length;
        double slope = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = rows.AsSpan(i * classes, classes);
            double largest = double.NegativeInfinity, sum = 0;
            foreach (double logit in row)
                largest = Math.Max(largest, inverse * logit);
            foreach (double logit in row)
                sum += Math.Exp((inverse * logit) - largest);
            double total = counts[labels[i]] + classes;
            for (int k = 0; k < classes; k++)
            {
                double target = (k == labels[i] ? counts[k] + 1 : 1) / total;
                slope += ((Math.Exp((inverse * row[k]) - largest) / sum) - target) * row[k];
            }
        }
        return slope;
    }
}
