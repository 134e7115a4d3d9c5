using System.Globalization;
using CrackLab.Data;
using CrackLab.Display;

namespace CrackLab.Experiments;

/// <summary>Loss over learning rate, as a <see cref="LearningRateFinder"/> found it.</summary>
/// <param name="Points">One a batch, by rising rate.</param>
[TypeFormatterSource]
public sealed record LearningRateCurve(IReadOnlyList<LearningRatePoint> Points) : INotebookView
{
    private const double Beginning = 0.1;

    /// <summary>Where the smoothed loss falls most steeply over the logarithm of the rate; <see langword="null"/> where it never falls.</summary>
    public double? Suggestion
    {
        get
        {
            int first = Math.Max(1, (int)(Points.Count * Beginning));
            int last = Points.Count == 0 ? 0 : Points.Index().MinBy(point => point.Item.Smoothed).Index;
            (double Slope, int Index)[] slopes =
            [
                .. Enumerable.Range(first, Math.Max(0, last - first)).Select(i => (
                    (Points[i + 1].Smoothed - Points[i - 1].Smoothed) / Math.Log(Points[i + 1].Rate / Points[i - 1].Rate), i)),
            ];
            return slopes.Length == 0 || slopes.Min().Slope >= 0 ? null : Points[slopes.Min().Index].Rate;
        }
    }

    /// <summary>The curve as a chart, the suggestion marked.</summary>
    public Chart Chart => new()
    {
        Title = "Learning-rate finder",
        XAxis = new ChartAxis("learning rate") { IsLogarithmic = true },
        YAxis = new ChartAxis("loss") { Low = 0, High = Points.Count == 0 ? 1 : 1.5 * Points[0].Smoothed },
        Series =
        [
            new ChartSeries("", Within(point => point.Loss), SeriesStyle.Faint),
            new ChartSeries("smoothed loss", Within(point => point.Smoothed), SeriesStyle.Smooth),
            .. Suggestion is { } rate
                ? new[] { new ChartSeries(string.Create(CultureInfo.InvariantCulture, $"suggestion {rate:g2}"), [new ChartPoint(rate, Points.First(point => point.Rate == rate).Smoothed)], SeriesStyle.Points, 1) }
                : [],
        ],
    };

    /// <inheritdoc/>
    public string ToHtml() => Chart.ToHtml();

    /// <summary>The suggestion.</summary>
    public override string ToString() => Suggestion is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"learning rate {rate:g3} suggested, from {Points.Count} batches")
        : $"no learning rate suggested: the loss never fell in {Points.Count} batches";

    // What shoots out of the chart is what the finder is to show, but it need not be drawn.
    private ChartPoint[] Within(Func<LearningRatePoint, double> value)
    {
        double most = Points.Count == 0 ? 1 : 1.5 * Points[0].Smoothed;
        return [.. Points.Select(point => new ChartPoint(point.Rate, value(point) <= most ? value(point) : double.NaN))];
    }
}
