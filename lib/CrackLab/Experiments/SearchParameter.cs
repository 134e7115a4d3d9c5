namespace CrackLab.Experiments;

/// <summary>A hyperparameter to search over, with the values to try.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Low">Least value of a range.</param>
/// <param name="High">Greatest value of a range.</param>
/// <param name="IsLogarithmic">Whether each power of ten is as likely as the next.</param>
/// <param name="Values">The values of a choice; <see langword="null"/> for a range.</param>
public sealed record SearchParameter(string Name, double Low, double High, bool IsLogarithmic, IReadOnlyList<double>? Values)
{
    /// <summary>Values between two ends.</summary>
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
        return new SearchParameter(name, low, high, logarithmic, Values: null);
    }

    /// <summary>Some values.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The values, at least one.</param>
    public static SearchParameter Choice(string name, params IReadOnlyList<double> values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        return new SearchParameter(name, values.Min(), values.Max(), IsLogarithmic: false, [.. values]);
    }

    /// <summary>The value at a place.</summary>
    /// <param name="unit">0 to below 1.</param>
    internal double At(double unit) => Values is { } values
        ? values[(int)(unit * values.Count)]
        : IsLogarithmic ? Low * Math.Pow(High / Low, unit) : Low + (unit * (High - Low));
}
