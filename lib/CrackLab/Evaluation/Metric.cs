using System.Globalization;
using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>A figure of merit with its 95% interval, or the reason why there is none.</summary>
/// <remarks>A metric whose denominator is zero has no value: it is neither 0 nor NaN.</remarks>
[TypeFormatterSource]
public sealed record Metric
{
    private Metric(double? value, Interval? interval, string? reason) =>
        (Value, Interval, Reason) = (value, interval, reason);

    /// <summary>The value, 0..1, or <see langword="null"/> where it is undefined.</summary>
    public double? Value { get; }

    /// <summary>The 95% interval around the value, or <see langword="null"/> where it is undefined.</summary>
    public Interval? Interval { get; }

    /// <summary>
    /// The 95% interval that knows that images of one photograph are alike, from a <see cref="GroupBootstrap"/>;
    /// <see langword="null"/> where no groups are known.
    /// </summary>
    public Interval? GroupInterval { get; init; }

    /// <summary>Why there is no value, as one clause; <see langword="null"/> where there is one.</summary>
    public string? Reason { get; }

    /// <summary>A metric that has a value.</summary>
    /// <param name="value">The value, 0..1.</param>
    /// <param name="interval">Its 95% interval.</param>
    public static Metric Of(double value, Interval interval) => new(value, interval, reason: null);

    /// <summary>A metric that has no value.</summary>
    /// <param name="reason">Why, as one clause for people.</param>
    public static Metric Undefined(string reason) => new(value: null, interval: null, reason);

    /// <summary>The share <paramref name="part"/> / <paramref name="whole"/> with its Wilson interval.</summary>
    /// <param name="part">Hits, 0..<paramref name="whole"/>.</param>
    /// <param name="whole">Trials; where it is zero the metric is undefined.</param>
    /// <param name="reasonIfNone">Why there is no value where there are no trials.</param>
    internal static Metric Proportion(long part, long whole, string reasonIfNone) =>
        whole == 0 ? Undefined(reasonIfNone) : Of((double)part / whole, ConfidenceInterval.Wilson(part, whole));

    /// <summary>The unweighted mean, undefined as soon as one of the parts is.</summary>
    /// <param name="parts">The metrics to average, at least one.</param>
    internal static Metric Mean(IReadOnlyList<Metric> parts)
    {
        if (parts.FirstOrDefault(part => part.Value is null) is { Reason: { } reason })
            return Undefined(reason);
        double[] values = [.. parts.Select(part => part.Value!.Value)];
        Interval[] intervals = [.. parts.Select(part => part.Interval!.Value)];
        return Of(values.Average(), ConfidenceInterval.Mean(values, intervals));
    }

    /// <summary>The value and its interval with four decimals, or "undefined" and the reason.</summary>
    public override string ToString() => Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{value:0.0000} ({Interval})")
        : $"undefined: {Reason}";
}
