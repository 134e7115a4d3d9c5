using System.Globalization;
using CrackLab.Evaluation;

namespace CrackLab.Display;

/// <summary>The curves of an evaluation.</summary>
public static class ResultCharts
{
    private const int Colours = SeriesColours.Count;
    private const string FalseAlarms = "false alarms, share of negatives";
    private const string Hits = "hits, share of positives";

    /// <summary>ROC curves; for two classes with a mark at the threshold in use.</summary>
    /// <param name="result">The result.</param>
    public static Chart Roc(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        List<ChartSeries> series = [new(string.Empty, [new ChartPoint(0, 0), new ChartPoint(1, 1)], SeriesStyle.Dashed, 5)];
        series.AddRange(result.Curves.Select((curve, index) => new ChartSeries(
            Name(result, curve, "area", curve.Roc.Area),
            [.. curve.Roc.Points.Select(point => new ChartPoint(point.FalsePositiveRate, point.TruePositiveRate))],
            Colour: index % Colours)));
        if (result is { Threshold: not null, Recall.Value: { } recall, Specificity.Value: { } specificity })
            series.Add(Mark(result, 1 - specificity, recall));
        return Square("ROC curve", FalseAlarms, Hits, series);
    }

    /// <summary>Precision-recall curves; for two classes with a mark at the threshold in use.</summary>
    /// <param name="result">The result.</param>
    public static Chart PrecisionRecall(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        List<ChartSeries> series = [.. result.Curves.Select((curve, index) => new ChartSeries(
            Name(result, curve, "average precision", curve.PrecisionRecall.AveragePrecision),
            Steps(curve.PrecisionRecall),
            SeriesStyle.Step,
            index % Colours))];
        if (result is { Threshold: not null, Recall.Value: { } recall, Precision.Value: { } precision })
            series.Add(Mark(result, recall, precision));
        return Square("Precision-recall curve", "recall", "precision", series);
    }

    /// <summary>Reliability diagram: how often it was so over how probable it was said to be, with 95% intervals.</summary>
    /// <param name="result">The result.</param>
    public static Chart Reliability(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        bool isBinary = result.Threshold is not null;
        IReadOnlyList<ReliabilityBin> bins = result.Reliability.Bins;
        string name = string.Create(CultureInfo.InvariantCulture, $"calibration error {result.Reliability.Ece:0.0000}");
        return Square(
            "Reliability",
            isBinary ? $"probability of {result.Confusion.Classes[1]}" : "probability of the answer",
            isBinary ? $"share of {result.Confusion.Classes[1]}" : "share of right answers",
            [
                new(string.Empty, [new ChartPoint(0, 0), new ChartPoint(1, 1)], SeriesStyle.Dashed, 5),
                .. bins.Select(bin => new ChartSeries(
                    string.Empty,
                    [new ChartPoint(bin.Predicted, bin.Observed.Interval!.Value.Low), new ChartPoint(bin.Predicted, bin.Observed.Interval!.Value.High)],
                    SeriesStyle.Smooth)),
                new(name, [.. bins.Select(bin => new ChartPoint(bin.Predicted, bin.Observed.Value!.Value))], SeriesStyle.Points),
            ]);
    }

    /// <summary>One ROC curve.</summary>
    /// <param name="curve">The curve.</param>
    public static Chart Roc(RocCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        string name = string.Create(CultureInfo.InvariantCulture, $"area {curve.Area:0.0000}");
        return Square("ROC curve", FalseAlarms, Hits, [
            new(string.Empty, [new ChartPoint(0, 0), new ChartPoint(1, 1)], SeriesStyle.Dashed, 5),
            new(name, [.. curve.Points.Select(point => new ChartPoint(point.FalsePositiveRate, point.TruePositiveRate))]),
        ]);
    }

    /// <summary>One precision-recall curve.</summary>
    /// <param name="curve">The curve.</param>
    public static Chart PrecisionRecall(PrecisionRecallCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        string name = string.Create(CultureInfo.InvariantCulture, $"average precision {curve.AveragePrecision:0.0000}");
        return Square("Precision-recall curve", "recall", "precision", [new(name, Steps(curve), SeriesStyle.Step)]);
    }

    private static ChartPoint[] Steps(PrecisionRecallCurve curve)
    {
        IEnumerable<ChartPoint> points = curve.Points.Select(point => new ChartPoint(point.Recall, point.Precision));
        return [new ChartPoint(0, curve.Points[0].Precision), .. points];
    }

    private static ChartSeries Mark(EvaluationResult result, double x, double y)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"threshold {result.Threshold:0.###}");
        return new ChartSeries(name, [new ChartPoint(x, y)], SeriesStyle.Points, 1);
    }

    private static string Name(EvaluationResult result, ClassCurves curve, string figure, double value) =>
        result.Curves.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{figure} {value:0.0000}")
            : curve.Name;

    private static Chart Square(string title, string across, string up, IReadOnlyList<ChartSeries> series) => new()
    {
        Title = title,
        XAxis = new ChartAxis(across) { Low = 0, High = 1 },
        YAxis = new ChartAxis(up) { Low = 0, High = 1 },
        Series = series,
    };
}
