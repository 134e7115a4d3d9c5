using System.Globalization;
using System.Text.Json.Serialization;
using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>A closed interval; here always one that holds the true value with 95% confidence.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end, at least <paramref name="Low"/>.</param>
/// <remarks>In JSON it is an array of two numbers, [low, high].</remarks>
[JsonConverter(typeof(IntervalJsonConverter))]
[TypeFormatterSource]
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a value lies within, the ends counted in.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The ends with four decimals, as in "0.9941–0.9981".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low:0.0000}–{High:0.0000}");
}
