using System.Globalization;
using System.Text.Json.Serialization;

namespace CrackLab.Sweeps;

/// <summary>A setting to search over, with the values to try.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scale">How its values are drawn.</param>
/// <param name="Low">Least value of a range; 0 for a choice.</param>
/// <param name="High">Greatest value of a range; 0 for a choice.</param>
/// <param name="Values">The values of a choice as text; <see langword="null"/> for a range.</param>
public sealed record SearchParameter(string Name, SearchScale Scale, double Low, double High, IReadOnlyList<string>? Values)
{
    /// <summary>Whether a logarithmic axis shows its values best: drawn so, or a choice of numbers above 0 that span a power of ten.</summary>
    [JsonIgnore]
    public bool IsLogarithmic => Scale == SearchScale.LogUniform
        || (Values is not null && IsNumeric && Values.Min(Number) is { } least and > 0 && Values.Max(Number) >= 10 * least);

    /// <summary>Whether every value is a number.</summary>
    [JsonIgnore]
    public bool IsNumeric => Values?.All(value => Number(value) is not null) ?? true;

    /// <summary>Numbers between two ends.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">Least value.</param>
    /// <param name="high">Greatest value, at least the least.</param>
    /// <param name="logarithmic">Whether each power of ten is as likely as the next; both ends are above 0 then.</param>
    public static SearchParameter Range(string name, double low, double high, bool logarithmic = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        if (logarithmic)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(low);
        return new SearchParameter(name, logarithmic ? SearchScale.LogUniform : SearchScale.Uniform, low, high, Values: null);
    }

    /// <summary>Whole numbers between two ends, both counted in.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">Least value.</param>
    /// <param name="high">Greatest value, at least the least.</param>
    public static SearchParameter Integer(string name, int low, int high)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        return new SearchParameter(name, SearchScale.Integer, low, high, Values: null);
    }

    /// <summary>Some numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The values, at least one.</param>
    public static SearchParameter Choice(string name, params IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Choice(name, [.. values.Select(Text)]);
    }

    /// <summary>Some values, as they are typed: "adamW", "true", "0.01".</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The values, at least one.</param>
    public static SearchParameter Choice(string name, params IReadOnlyList<string> values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        return new SearchParameter(name, SearchScale.Choice, 0, 0, [.. values]);
    }

    /// <summary>The value at a place, as text that gives the same number again.</summary>
    /// <param name="unit">0 to below 1.</param>
    internal string At(double unit) => Scale switch
    {
        SearchScale.Choice => Values![(int)(unit * Values.Count)],
        SearchScale.LogUniform => Text(Low * Math.Pow(High / Low, unit)),
        SearchScale.Integer => Text(Low + Math.Floor(unit * (High - Low + 1))),
        _ => Text(Low + (unit * (High - Low))),
    };

    /// <summary>Place of a value on an axis of its own, 0 at the lower end, 1 at the upper; values of a choice stand in their order.</summary>
    internal double Place(string value)
    {
        if (Values is { } values)
        {
            int index = values.Index().FirstOrDefault(item => string.Equals(item.Item, value, StringComparison.Ordinal)).Index;
            return values.Count == 1 ? 0.5 : (double)index / (values.Count - 1);
        }

        double number = Number(value) ?? Low;
        return High == Low ? 0.5 : Scale == SearchScale.LogUniform ? Math.Log(number / Low) / Math.Log(High / Low) : (number - Low) / (High - Low);
    }

    /// <summary>The number that a text is, or <see langword="null"/>.</summary>
    internal static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    /// <summary>A value for people: numbers with four digits.</summary>
    internal static string Short(string value) => Number(value) is { } number ? number.ToString("g4", CultureInfo.InvariantCulture) : value;

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
