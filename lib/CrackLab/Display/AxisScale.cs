using System.Globalization;

namespace CrackLab.Display;

/// <summary>Maps the values of an axis to 0..1 and chooses round ticks.</summary>
internal sealed class AxisScale
{
    private const int TicksWanted = 5;
    private const double Tiny = 1e-9;

    private readonly bool _isLogarithmic;
    private readonly IReadOnlyList<string>? _categories;

    /// <summary>Fits the scale to the values.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">All values to be shown on it; those that are not finite do not count.</param>
    public AxisScale(ChartAxis axis, IEnumerable<double> values)
    {
        _isLogarithmic = axis.IsLogarithmic;
        if (axis.Categories is { Count: > 0 } categories)
        {
            _categories = categories;
            (Low, High, Ticks) = (-0.5, categories.Count - 0.5, [.. Enumerable.Range(0, categories.Count).Select(place => (double)place)]);
            return;
        }
        double[] shown = [.. values.Where(IsShown)];
        double low = axis.Low ?? (shown.Length > 0 ? shown.Min() : _isLogarithmic ? 0.1 : 0);
        double high = axis.High ?? (shown.Length > 0 ? shown.Max() : 1);
        (Low, High, Ticks) = _isLogarithmic ? Logarithmic(low, high) : Linear(axis, low, high);
    }

    /// <summary>Lower end of the axis.</summary>
    public double Low { get; }

    /// <summary>Upper end of the axis.</summary>
    public double High { get; }

    /// <summary>Where ticks stand.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Whether a value can be shown.</summary>
    /// <param name="value">The value.</param>
    public bool IsShown(double value) => double.IsFinite(value) && (!_isLogarithmic || value > 0);

    /// <summary>Place of a value on the axis, 0 at its lower end, 1 at its upper end.</summary>
    /// <param name="value">A value that can be shown.</param>
    public double Place(double value) => _isLogarithmic
        ? Math.Log(value / Low) / Math.Log(High / Low)
        : (value - Low) / (High - Low);

    /// <summary>The text beside a tick.</summary>
    /// <param name="tick">One of <see cref="Ticks"/>.</param>
    public string Label(double tick)
    {
        if (_categories is not null)
            return _categories[(int)Math.Clamp(tick, 0, _categories.Count - 1)];
        double size = Math.Abs(tick);
        if (size >= 1e6 || (size < 1e-4 && size > 0))
            return tick.ToString("0.##e0", CultureInfo.InvariantCulture);
        if (_isLogarithmic)
            return tick.ToString("0.######", CultureInfo.InvariantCulture);
        // Every label of an axis with the decimals of its step, so that they line up.
        double step = Ticks.Count > 1 ? Ticks[1] - Ticks[0] : size;
        int decimals = 0;
        while (decimals < 6 && Math.Abs(step - Math.Round(step, decimals)) > step * 1e-6)
            decimals++;
        return tick.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static (double Low, double High, IReadOnlyList<double> Ticks) Linear(ChartAxis axis, double low, double high)
    {
        if (high - low < Tiny * Math.Max(1, Math.Abs(high)))
        {
            double room = axis.IsWhole ? 1 : Math.Max(Math.Abs(high) * 0.1, Tiny);
            (low, high) = (axis.Low ?? low - room, axis.High ?? high + room);
        }
        double step = RoundStep((high - low) / TicksWanted);
        if (axis.IsWhole)
            step = Math.Max(1, Math.Round(step));
        // Whole axes, like epochs, end at their data; the others at round numbers.
        bool endsRound = !axis.IsWhole;
        double first = axis.Low ?? (endsRound ? Math.Floor(low / step + Tiny) * step : low);
        double last = axis.High ?? (endsRound ? Math.Ceiling(high / step - Tiny) * step : high);
        List<double> ticks = [];
        for (long index = (long)Math.Ceiling(first / step - Tiny); index * step <= last + step * Tiny; index++)
            ticks.Add(index * step);
        return (first, last, ticks);
    }

    private static (double Low, double High, IReadOnlyList<double> Ticks) Logarithmic(double low, double high)
    {
        double[] factors = Math.Log10(high / low) < 2.5 ? [1, 2, 5, 10] : [1, 10];
        double first = RoundDown(low, factors);
        double last = RoundDown(high, factors);
        if (last < high * (1 - Tiny))
            last = RoundUp(last, factors);
        if (last <= first)
            last = RoundUp(first, factors);
        List<double> ticks = [first];
        while (ticks[^1] < last * (1 - Tiny))
            ticks.Add(RoundUp(ticks[^1], factors));
        return (first, last, ticks);
    }

    private static double RoundDown(double value, double[] factors)
    {
        double decade = Math.Pow(10, Math.Floor(Math.Log10(value) + Tiny));
        return decade * factors.Last(factor => factor * decade <= value * (1 + Tiny));
    }

    private static double RoundUp(double value, double[] factors)
    {
        double decade = Math.Pow(10, Math.Floor(Math.Log10(value) + Tiny));
        return decade * factors.First(factor => factor * decade > value * (1 + Tiny));
    }

    private static double RoundStep(double atLeast)
    {
        double decade = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return decade * new[] { 1, 2, 2.5, 5, 10 }.First(factor => factor * decade >= atLeast * (1 - Tiny));
    }
}
