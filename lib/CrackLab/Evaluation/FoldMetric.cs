using System.Globalization;
using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>A figure over the folds of a cross-validation: its mean and how far the folds lie apart.</summary>
/// <remarks>
/// The interval is Student's: mean ± t(K - 1)·sd/sqrt(K). The folds share most of their training images, so that it is rather
/// narrower than the truth (Y. Bengio, Y. Grandvalet, JMLR 5, 2004: no unbiased estimate exists).
/// </remarks>
[TypeFormatterSource]
public sealed record FoldMetric
{
    /// <summary>97.5% quantiles of Student's t for 1 to 30 degrees of freedom.</summary>
    private static readonly double[] Quantiles =
    [
        12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139,
        2.200985, 2.178813, 2.160369, 2.144787, 2.131450, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963,
        2.079614, 2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.045230, 2.042272,
    ];

    private FoldMetric(string name, IReadOnlyList<double?> values) => (Name, Values) = (name, values);

    /// <summary>Its name, as in the JSON of an evaluation.</summary>
    public string Name { get; }

    /// <summary>Its value in each fold; <see langword="null"/> where it is undefined.</summary>
    public IReadOnlyList<double?> Values { get; }

    /// <summary>Mean over the folds that have one; <see langword="null"/> where none has.</summary>
    public double? Mean { get; private init; }

    /// <summary>Standard deviation over the folds, with K - 1 below; <see langword="null"/> for fewer than two.</summary>
    public double? StandardDeviation { get; private init; }

    /// <summary>Student's 95% interval of the mean, cut to 0..1; <see langword="null"/> for fewer than two folds.</summary>
    public Interval? Interval { get; private init; }

    /// <summary>Sums up a figure.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its value in each fold.</param>
    public static FoldMetric Of(string name, IReadOnlyList<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] known = [.. values.OfType<double>()];
        var metric = new FoldMetric(name, [.. values]) { Mean = known.Length > 0 ? known.Average() : null };
        if (known.Length < 2)
            return metric;
        double mean = known.Average();
        double deviation = Math.Sqrt(known.Sum(value => (value - mean) * (value - mean)) / (known.Length - 1));
        double half = StudentQuantile(known.Length - 1) * deviation / Math.Sqrt(known.Length);
        return metric with { StandardDeviation = deviation, Interval = new Interval(Math.Max(0, mean - half), Math.Min(1, mean + half)) };
    }

    /// <summary>97.5% quantile of Student's t.</summary>
    /// <param name="degrees">Degrees of freedom, at least 1.</param>
    /// <remarks>From 31 on by the expansion of Abramowitz and Stegun 26.7.5, to seven digits.</remarks>
    internal static double StudentQuantile(int degrees)
    {
        if (degrees <= Quantiles.Length)
            return Quantiles[degrees - 1];
        const double z = 1.959963984540054;
        double z2 = z * z;
        double first = z * (z2 + 1) / 4;
        double second = z * ((5 * z2 * z2) + (16 * z2) + 3) / 96;
        double third = z * ((3 * z2 * z2 * z2) + (19 * z2 * z2) + (17 * z2) - 15) / 384;
        return z + (first / degrees) + (second / ((double)degrees * degrees)) + (third / Math.Pow(degrees, 3));
    }

    /// <summary>Mean, standard deviation and interval.</summary>
    public override string ToString() => Mean is { } mean
        ? string.Create(CultureInfo.InvariantCulture, $"{Name} {mean:0.0000} (sd {StandardDeviation:0.0000}, {Interval})")
        : $"{Name} undefined";
}
