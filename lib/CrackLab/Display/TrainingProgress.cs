using System.Globalization;
using CrackLab.Data;
using CrackLab.Display.Views;
using CrackLab.Training;

namespace CrackLab.Display;

/// <summary>A training under way, at one moment, as <see cref="LiveCurves"/> shows it.</summary>
[TypeFormatterSource]
public sealed record TrainingProgress : INotebookView
{
    private const int CurveWidth = 400;

    /// <summary>Epochs that were asked for.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs done so far, oldest first.</summary>
    public required IReadOnlyList<EpochResult> History { get; init; }

    /// <summary>Number of the best epoch so far, counted from 1; 0 before the first.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Where the epoch under way stands, or <see langword="null"/> between epochs.</summary>
    public BatchResult? Batch { get; init; }

    /// <summary>How training ended, in words, or <see langword="null"/> while it goes on.</summary>
    public string? End { get; init; }

    /// <inheritdoc/>
    public string ToHtml() => View.Page(
        Markup.Of($"<p>{View.Meter(Done)} <strong>{Headline}</strong></p>"),
        Markup.Of($"<p>{Detail}</p>"),
        History.Count == 0 ? Markup.Empty : View.Wrap(HistoryCharts.All(History, BestEpoch).Select(Curve)),
        End is null ? Markup.Empty : Markup.Of($"<script>{StyleSheet.PictureScript}</script>"));

    /// <summary>Where training stands, in one line.</summary>
    public override string ToString() => $"{Headline}: {Detail}";

    private double Done => End is not null
        ? (double)History.Count / Math.Max(1, Epochs)
        : Batch is { } batch ? (double)batch.Batch / batch.Batches : 0;

    private string Headline => End ?? (Batch is { } batch
        ? string.Create(CultureInfo.InvariantCulture, $"epoch {batch.Epoch} of {Epochs}, batch {batch.Batch} of {batch.Batches}")
        : $"epoch {History.Count + 1} of {Epochs}");

    private string Detail
    {
        get
        {
            if (End is null && Batch is { } batch)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"loss {batch.Loss:0.0000} · accuracy {batch.Accuracy:0.0%} · {batch.ImagesPerSecond:#,0} images/s · {Time(batch.Remaining)} left");
            }
            if (History.Count == 0)
                return End is null ? "starting …" : "no epoch finished";
            EpochResult best = History[Math.Clamp(BestEpoch - 1, 0, History.Count - 1)];
            string validation = best is { ValidationLoss: { } loss, ValidationAccuracy: { } accuracy }
                ? string.Create(CultureInfo.InvariantCulture, $", validation loss {loss:0.0000}, validation accuracy {accuracy:0.0%}")
                : "";
            return string.Create(CultureInfo.InvariantCulture,
                $"best epoch {best.Epoch}: loss {best.Loss:0.0000}, accuracy {best.Accuracy:0.0%}{validation} · {Time(TimeSpan.FromSeconds(History.Sum(epoch => epoch.Seconds)))}");
        }
    }

    private Markup Curve(Chart chart)
    {
        // The whole way is laid out from the beginning, so that the curves grow and do not jump.
        Chart growing = chart with
        {
            Width = CurveWidth,
            XAxis = chart.XAxis with { Low = 1, High = Math.Max(2, End is null ? Epochs : History.Count) },
        };
        // An image would flicker while it is put in place of the one before.
        return End is null ? new Markup(growing.ToSvg()) : StaticPicture.Of(growing.ToSvg(), chart.Title);
    }

    private static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");
}
