using CrackLab.Training;

namespace CrackLab.Display;

/// <summary>The curves of a training.</summary>
public static class HistoryCharts
{
    /// <summary>A loss that shrinks by more than this factor is drawn on a logarithmic axis.</summary>
    private const double LogarithmicFrom = 12;

    /// <summary>Loss over epochs.</summary>
    /// <param name="history">The epochs, oldest first.</param>
    public static Chart Loss(IReadOnlyList<EpochResult> history)
    {
        IReadOnlyList<ChartSeries> series =
            Pair(history, epoch => epoch.Loss, epoch => epoch.ValidationLoss);
        double[] values = [.. series.SelectMany(line => line.Points).Select(point => point.Y).Where(y => y > 0)];
        bool isWide = values.Length > 0 && values.Max() / values.Min() > LogarithmicFrom;
        return EpochChart("Loss", new ChartAxis("loss") { IsLogarithmic = isWide, Low = isWide ? null : 0 }, series);
    }

    /// <summary>Accuracy over epochs.</summary>
    /// <param name="history">The epochs, oldest first.</param>
    public static Chart Accuracy(IReadOnlyList<EpochResult> history) => EpochChart(
        "Accuracy",
        new ChartAxis("accuracy") { High = 1 },
        Pair(history, epoch => epoch.Accuracy, epoch => epoch.ValidationAccuracy));

    /// <summary>Learning rate over epochs.</summary>
    /// <param name="history">The epochs, oldest first.</param>
    public static Chart LearningRate(IReadOnlyList<EpochResult> history) => EpochChart(
        "Learning rate",
        new ChartAxis("learning rate") { Low = 0 },
        [new ChartSeries("at the end of the epoch", Points(history, epoch => epoch.LearningRate), Colour: 2)]);

    /// <summary>Training images a second over epochs.</summary>
    /// <param name="history">The epochs, oldest first.</param>
    public static Chart ImagesPerSecond(IReadOnlyList<EpochResult> history) => EpochChart(
        "Images a second",
        new ChartAxis("images/s") { Low = 0 },
        [new ChartSeries("training", Points(history, epoch => epoch.ImagesPerSecond), Colour: 3)]);

    /// <summary>The four charts of a training: loss, accuracy, learning rate and images a second, with the best epoch marked on the first two.</summary>
    /// <param name="history">The epochs, oldest first.</param>
    /// <param name="bestEpoch">Number of the best epoch, counted from 1; 0 for none.</param>
    public static IReadOnlyList<Chart> All(IReadOnlyList<EpochResult> history, int bestEpoch = 0) =>
        [Marked(Loss(history), bestEpoch), Marked(Accuracy(history), bestEpoch), LearningRate(history), ImagesPerSecond(history)];

    /// <summary>A chart with a mark on the last of its curves (validation, where there is one) at the best epoch.</summary>
    private static Chart Marked(Chart chart, int epoch)
    {
        ChartPoint[] best = [.. chart.Series[^1].Points.Where(point => point.X == epoch)];
        return best.Length == 0
            ? chart
            : chart with { Series = [.. chart.Series, new ChartSeries($"best, epoch {epoch}", best, SeriesStyle.Points, 2)] };
    }

    private static Chart EpochChart(string title, ChartAxis yAxis, IReadOnlyList<ChartSeries> series) => new()
    {
        Title = title,
        XAxis = new ChartAxis("epoch") { IsWhole = true },
        YAxis = yAxis,
        Series = series,
    };

    private static List<ChartSeries> Pair(
        IReadOnlyList<EpochResult> history, Func<EpochResult, double> training, Func<EpochResult, double?> validation)
    {
        List<ChartSeries> series = [new ChartSeries("training", Points(history, epoch => training(epoch)))];
        if (history.Any(epoch => validation(epoch) is not null))
            series.Add(new ChartSeries("validation", Points(history, validation), Colour: 1));
        return series;
    }

    private static ChartPoint[] Points(IReadOnlyList<EpochResult> history, Func<EpochResult, double?> value) =>
        [.. history.Select(epoch => new ChartPoint(epoch.Epoch, value(epoch) ?? double.NaN))];
}
