using System.Globalization;
using CrackLab.Engine;
using CrackLab.Engine.Serialization;
using CrackLab.Tracking;

namespace CrackLab.Display;

/// <summary>The report of a run: one HTML file that needs no network, no script and no other file.</summary>
public static class HtmlReport
{
    /// <summary>Writes the report whole, replacing an older one.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="data">What it tells.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static void Write(string path, ReportData data) => AtomicFile.WriteAllText(path, Render(data));

    /// <summary>Renders the report.</summary>
    /// <param name="data">What it tells.</param>
    /// <returns>A whole HTML page.</returns>
    public static string Render(ReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ReportPage.Render(new ReportPage
        {
            Kind = "CrackLab report",
            Title = data.Title,
            Lead = ReportVerdict.Sentence(data.Result.Confusion),
            Facts = Facts(data.Run),
            Main = Markup.Of($"""
                {Contents(data)}
                {ReportFigures.Cards(data.Result)}
                {Judgement(data)}
                {ReportThresholds.Section(data.Thresholds, data.Result.Confusion)}
                {ReportReliability.Section(data.Result)}
                {ReportGallery.Section("mistakes", "Worst mistakes", "The surest of the wrong answers first, each with the probability that the model gave it.", data.Mistakes)}
                {ReportGallery.Heatmaps(data.Heatmaps)}
                {ReportGallery.Cells(data.Result.Confusion, data.Cells)}
                {Training(data)}
                {ReportTables.Data(data.Run.Dataset, data.Split)}
                {ReportGallery.Section("samples", "Sample pictures", "Of the test part, evenly picked from each class.", data.Samples)}
                {Model(data.Model)}
                <section id="settings"><h2>Settings and machine</h2><div class="pair">
                {ReportTables.Settings(data.Run)}{ReportTables.Machine(data.Run.Machine, data.Run.Engine)}
                </div></section>
                {Repeat(data)}
                """),
            Footer = Markup.Of($"""
                <p>Every interval holds the true value with 95% confidence, as far as the test pictures are like those to come:
                Wilson’s for shares, for F1 through the Jaccard index, Newcombe’s for the area under the ROC curve,
                Wilson’s over the positives for average precision, square-and-add for means. Where pictures come from common photographs, the second
                interval is a BCa bootstrap over these groups; without a mistake it is Wilson’s with the groups as trials.</p>
                <p>CrackLab {data.Run.Machine.CrackLab}</p>
                """),
        });
    }

    private static Markup Facts(RunRecord run)
    {
        string started = run.Started.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        Markup length = run.Finished is { } finished
            ? Markup.Of($"<span>{Duration(finished - run.Started)}</span>")
            : Markup.Empty;
        return Markup.Of(
            $"<span>{run.Name}</span><span>{started} UTC</span>{length}<span>{run.Status.ToString().ToLowerInvariant()}</span><span>seed {run.Seed}</span>");
    }

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
    };

    private static Markup Contents(ReportData data)
    {
        (string Id, string Name, bool IsThere)[] sections =
        [
            ("figures", "Figures", true), ("judgement", "Right and wrong", true), ("thresholds", "Thresholds", data.Thresholds.Count > 0),
            ("calibration", "Calibration", true), ("mistakes", "Mistakes", data.Mistakes.Count > 0), ("heatmaps", "Heatmaps", data.Heatmaps.Count > 0),
            ("cells", "By cell", data.Cells.Count > 0), ("training", "Training", data.History.Count > 0), ("data", "Data", true),
            ("samples", "Samples", data.Samples.Count > 0), ("model", "Model", data.Model is not null), ("settings", "Settings", true),
            ("repeat", "Repeat", data.Repeat.Count > 0),
        ];
        return Markup.Of($"""<nav>{sections.Where(section => section.IsThere).Select(section => Markup.Of($"""<a href="#{section.Id}">{section.Name}</a>"""))}</nav>""");
    }

    private static Markup Judgement(ReportData data)
    {
        HashSet<(int, int)> shown = [.. data.Cells.Select(cell => (cell.Actual, cell.Predicted))];
        string matrix = new HeatTable(data.Result.Confusion).ToSvg(cell =>
            shown.Contains(cell) ? $"#{ReportGallery.Anchor(cell.Actual, cell.Predicted)}" : null);
        string click = shown.Count == 0 ? "" : "A click on a cell of the matrix leads to its pictures. ";
        return Markup.Of($"""
            <section id="judgement"><h2>Right and wrong</h2>
            <p class="note">{click}The curves go through every threshold: the nearer the ROC curve comes to the top left corner, and the precision-recall curve to the top right one, the better the model tells the classes apart.</p><div class="charts">
            {Figure(matrix)}
            {Figure(ResultCharts.Roc(data.Result).ToSvg())}
            {Figure(ResultCharts.PrecisionRecall(data.Result).ToSvg())}
            </div>{ReportTables.PerClass(data.Result)}</section>
            """);
    }

    private static Markup Training(ReportData data) => data.History.Count == 0
        ? Markup.Empty
        : Markup.Of($"""
            <section id="training"><h2>Training</h2>{Best(data)}<div class="charts">
            {Figure(HistoryCharts.Loss(data.History).ToSvg())}
            {Figure(HistoryCharts.Accuracy(data.History).ToSvg())}
            {Figure(HistoryCharts.LearningRate(data.History).ToSvg())}
            </div></section>
            """);

    private static Markup Best(ReportData data) => data.BestEpoch == 0
        ? Markup.Empty
        : Markup.Of($"""<p class="note">{data.History.Count} epochs, each one pass over the training pictures; the model is that of epoch {data.BestEpoch}. Where the training loss falls while the validation loss rises, a model learns its pictures by heart.</p>""");

    private static Markup Model(Sequential? model) => model is null
        ? Markup.Empty
        : Markup.Of($"""
            <section id="model"><h2>Model</h2>
            <div class="scroll drawing">{new Markup(ModelDiagram.ToSvg(model))}</div>
            <pre>{model.Summary()}</pre></section>
            """);

    private static Markup Repeat(ReportData data) => data.Repeat.Count == 0
        ? Markup.Empty
        : Markup.Of($"""<section id="repeat"><h2>How to repeat</h2><pre>{string.Join('\n', data.Repeat)}</pre></section>""");

    private static Markup Figure(string svg) => Markup.Of($"<figure>{new Markup(svg)}</figure>");
}
