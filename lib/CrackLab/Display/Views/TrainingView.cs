using CrackLab.Training;

namespace CrackLab.Display.Views;

/// <summary>A training: how it ended, its curves and its epochs.</summary>
internal static class TrainingView
{
    /// <summary>Renders it.</summary>
    /// <param name="result">The result.</param>
    public static string Render(TrainingResult result)
    {
        Markup curves = result.History.Count == 0
            ? Markup.Empty
            : View.Figures(HistoryCharts.All(result.History, result.BestEpoch));
        return View.Page(View.Paragraph(result.ToString()), curves, Epochs(result.History, result.BestEpoch));
    }

    /// <summary>A table of epochs.</summary>
    /// <param name="history">The epochs, oldest first.</param>
    /// <param name="best">Number of the best one; 0 for none.</param>
    public static Markup Epochs(IReadOnlyList<EpochResult> history, int best)
    {
        if (history.Count == 0)
            return Markup.Empty;
        IEnumerable<IReadOnlyList<Markup>> rows = history.Select(epoch => new[]
        {
            Markup.Of($"{epoch.Epoch:0}{(epoch.Epoch == best ? new Markup(" <strong>best</strong>") : Markup.Empty)}"),
            Number(epoch.Loss),
            Number(epoch.Accuracy),
            Number(epoch.ValidationLoss),
            Number(epoch.ValidationAccuracy),
            Markup.Of($"{epoch.LearningRate:0.######}"),
            Markup.Of($"{epoch.ImagesPerSecond:#,0}"),
            Markup.Of($"{epoch.Seconds:0.0}"),
        });
        return Markup.Of($"<details><summary>{history.Count} epochs</summary>{View.Table(Heads, rows)}</details>");
    }

    private static readonly string[] Heads =
        ["epoch", "loss", "accuracy", "validation loss", "validation accuracy", "learning rate", "images/s", "seconds"];

    private static Markup Number(double? value) => value is { } number ? Markup.Of($"{number:0.0000}") : View.Cell("–");
}
