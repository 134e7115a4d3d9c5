using System.Globalization;
using CrackLab.Data;
using CrackLab.Display;

namespace CrackLab.Experiments;

/// <summary>Loss over learning rate, as a <see cref="LearningRateFinder"/> found it.</summary>
/// <param name="Points">One a batch, by rising rate.</param>
/// <remarks>The two suggestions go by the names that fastai's lr_find gave them.</remarks>
[TypeFormatterSource]
public sealed record LearningRateCurve(IReadOnlyList<LearningRatePoint> Points) : INotebookView
{
    private const double Beginning = 0.1;

    /// <summary>Where the smoothed loss falls most steeply over the logarithm of the rate; <see langword="null"/> where it never falls.</summary>
    public double? Steepest
    {
        get
        {
            // Slopes over a tenth of the range: those from batch to batch are noise.
            int reach = Math.Max(1, (int)(Points.Count * Beginning));
            int last = Points.Count == 0 ? 0 : Points.Index().MinBy(point => point.Item.Smoothed).Index;
            (double Slope, int Index)[] slopes =
            [
                .. Enumerable.Range(reach, Math.Max(0, Math.Min(last, Points.Count - 1 - reach) - reach + 1)).Select(i => (
                    (Points[i + reach].Smoothed - Points[i - reach].Smoothed) / Math.Log(Points[i + reach].Rate / Points[i - reach].Rate), i)),
            ];
            return slopes.Length == 0 || slopes.Min().Slope >= 0 ? null : Points[slopes.Min().Index].Rate;
        }
    }

    /// <summary>
    /// The middle of the longest valley: of the longest sequence of batches, others between them, whose smoothed losses
    /// fall from each to the next; <see langword="null"/> where none falls.
    /// </summary>
    public double? Valley
    {
        get
        {
            int[] length = new int[Points.Count], start = new int[Points.Count];
            int end = 0;
            for (int i = 0; i < Points.Count; i++)
            {
                (length[i], start[i]) = (1, i);
                for (int j = 0; j < i; j++)
                {
                    if (Points[i].Smoothed < Points[j].Smoothed && length[j] >= length[i])
                    {
                        (length[i], start[i]) = (length[j] + 1, start[j]);
                    }
                }

                end = length[i] > length[end] ? i : end;
            }

            return Points.Count == 0 || length[end] < 2 ? null : Points[(start[end] + end) / 2].Rate;
        }
    }

    /// <summary>The curve as a chart, both suggestions marked.</summary>
    public Chart Chart => new()
    {
        Title = "Learning-rate finder",
        XAxis = new ChartAxis("learning rate") { IsLogarithmic = true },
        YAxis = new ChartAxis("loss") { Low = 0, High = Points.Count == 0 ? 1 : 1.5 * Points[0].Smoothed },
        Series =
        [
            new ChartSeries("", Within(point => point.Loss), SeriesStyle.Faint),
            new ChartSeries("smoothed loss", Within(point => point.Smoothed), SeriesStyle.Smooth),
            .. Mark("steepest", Steepest, 1),
            .. Mark("valley", Valley, 2),
        ],
    };

    /// <inheritdoc/>
    public string ToHtml() => Chart.ToHtml();

    /// <summary>The suggestions.</summary>
    public override string ToString() => (Steepest, Valley) is ({ } steepest, { } valley)
        ? string.Create(CultureInfo.InvariantCulture, $"learning rate: steepest {steepest:g3}, valley {valley:g3}, from {Points.Count} batches")
        : $"no learning rate suggested: the loss never fell in {Points.Count} batches";

    private ChartSeries[] Mark(string name, double? suggestion, int colour) => suggestion is { } rate
        ? [new ChartSeries(string.Create(CultureInfo.InvariantCulture, $"{name} {rate:g2}"), [new ChartPoint(rate, Points.First(point => point.Rate == rate).Smoothed)], SeriesStyle.Points, colour)]
        : [];

    // What shoots out of the chart is what the finder is to show, but it need not be drawn.
    private ChartPoint[] Within(Func<LearningRatePoint, double> value)
    {
        double most = Points.Count == 0 ? 1 : 1.5 * Points[0].Smoothed;
        return [.. Points.Select(point => new ChartPoint(point.Rate, value(point) <= most ? value(point) : double.NaN))];
    }
}
