using System.Globalization;
using System.Text.Json.Nodes;
using CrackLab.Data;
using CrackLab.Evaluation;
using CrackLab.Tracking;

namespace CrackLab.Display;

/// <summary>The tables of the report.</summary>
internal static class ReportTables
{
    /// <summary>Figures by class.</summary>
    /// <param name="result">The result.</param>
    public static Markup PerClass(EvaluationResult result)
    {
        IEnumerable<Markup> rows = result.PerClass.Select(item => Markup.Of($"""
            <tr><th scope="row">{item.Name}</th><td>{item.Support:#,0}</td>{Cell(item.Precision)}{Cell(item.Recall)}{Cell(item.F1)}{Cell(item.Auc)}</tr>
            """));
        return Markup.Of($"""
            <div class="scroll"><table class="numbers">
            <thead><tr><th scope="col">Class</th><th scope="col">Pictures</th><th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th><th scope="col">AUC</th></tr></thead>
            <tbody>{rows}</tbody></table></div>
            """);
    }

    /// <summary>How the data was split, and how many photographs are behind it.</summary>
    /// <param name="dataset">The data.</param>
    /// <param name="split">The parts, or <see langword="null"/> where only the counts are known.</param>
    public static Markup Data(DatasetRecord dataset, DataSplit? split)
    {
        Dictionary<string, ImageSet> parts = split is null
            ? new(StringComparer.Ordinal)
            : new(StringComparer.Ordinal) { ["train"] = split.Train, ["validation"] = split.Validation, ["test"] = split.Test };
        IEnumerable<Markup> heads = dataset.Classes.Select(name => Markup.Of($"""<th scope="col">{name}</th>"""));
        IEnumerable<Markup> rows = dataset.Counts.Select(subset => SplitRow(
            subset.Key, dataset, [subset.Value], split is null ? null : Groups([parts.GetValueOrDefault(subset.Key)])));
        Markup groupHead = split is null ? Markup.Empty : Markup.Of($"""<th scope="col">Groups</th>""");
        string leak = split is null || split.Test.Count == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" A group holds copies of a picture and crops of one photograph; {split.Leak:0.0%} of the test pictures share one with a training picture.");
        return Markup.Of($"""
            <section id="data"><h2>Data</h2>
            <div class="scroll"><table class="numbers">
            <thead><tr><th scope="col">Part</th>{heads}<th scope="col">Total</th>{groupHead}</tr></thead>
            <tbody>{rows}</tbody>
            <tfoot>{SplitRow("all", dataset, dataset.Counts.Values, split is null ? null : Groups(parts.Values))}</tfoot>
            </table></div>
            <p class="note">From <code>{dataset.Path}</code>, fingerprint <code>{dataset.Fingerprint}</code>.{leak}</p></section>
            """);
    }

    /// <summary>Every hyperparameter.</summary>
    /// <param name="run">The run.</param>
    public static Markup Settings(RunRecord run) =>
        Pairs("Settings", run.Settings.Select(setting => (setting.Key, Text(setting.Value))));

    /// <summary>The machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="engine">What computed there, where that is known.</param>
    public static Markup Machine(MachineRecord machine, string? engine) => Pairs(
        "Machine",
        [
            ("system", machine.Os),
            ("processor", machine.Cpu),
            ("processors in use", Markup.Of($"{machine.Cores}").Text),
            ("vector instructions", machine.Isa),
            (".NET", machine.DotNet),
            ("CrackLab", machine.CrackLab),
            .. engine is null ? Array.Empty<(string, string)>() : [("engine", engine)],
        ]);

    private static Markup SplitRow(
        string name, DatasetRecord dataset, IEnumerable<IReadOnlyDictionary<string, int>> subsets, int? groups)
    {
        long[] counts =
        [
            .. dataset.Classes.Select(type => subsets.Sum(subset => (long)subset.GetValueOrDefault(type))),
        ];
        IEnumerable<Markup> cells = counts.Append(counts.Sum()).Select(count => Markup.Of($"<td>{count:#,0}</td>"));
        Markup last = groups is { } count ? Markup.Of($"<td>{count:#,0}</td>") : Markup.Empty;
        return Markup.Of($"""<tr><th scope="row">{name}</th>{cells}{last}</tr>""");
    }

    private static int Groups(IEnumerable<ImageSet?> sets) =>
        sets.OfType<ImageSet>().SelectMany(set => set.Samples).Select(sample => sample.Group).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The key figures with both intervals.</summary>
    /// <param name="result">The result.</param>
    public static Markup Intervals(EvaluationResult result)
    {
        if (result.Groups is not { } groups)
            return Markup.Empty;
        (string Name, Metric Metric)[] figures =
        [
            ("Accuracy", result.Accuracy), ("Balanced accuracy", result.BalancedAccuracy), ("Recall", result.Recall),
            ("Precision", result.Precision), ("F1", result.F1), ("Specificity", result.Specificity), ("ROC AUC", result.Auc),
        ];
        IEnumerable<Markup> rows = figures.Where(figure => figure.Metric.Value is not null).Select(figure => Markup.Of($"""
            <tr><th scope="row">{figure.Name}</th><td>{figure.Metric.Value!.Value:0.0000}</td><td>{figure.Metric.Interval.ToString()}</td><td>{(figure.Metric.GroupInterval is { } drawn ? drawn.ToString() : "–")}</td></tr>
            """));
        return Markup.Of($"""
            <div class="scroll"><table class="numbers">
            <thead><tr><th scope="col">Figure</th><th scope="col">Value</th><th scope="col">95%, each picture by itself</th><th scope="col">95%, photographs drawn anew</th></tr></thead>
            <tbody>{rows}</tbody></table></div>
            <p class="note">Pictures of one photograph err together: the {result.Count:#,0} test pictures come from {groups:#,0} groups, and the interval to go by is the one that draws whole groups ({GroupBootstrap.Draws:#,0} draws).</p>
            """);
    }

    private static Markup Cell(Metric metric) => metric is { Value: { } value, Interval: { } interval }
        ? Markup.Of($"""<td>{value:0.0000} <small>{interval.ToString()}</small></td>""")
        : Markup.Of($"""<td><small>{metric.Reason}</small></td>""");

    private static Markup Pairs(string title, IEnumerable<(string Name, string Value)> pairs) => Markup.Of($"""
        <div><h3>{title}</h3><table class="pairs"><tbody>
        {pairs.Select(pair => Markup.Of($"""<tr><th scope="row">{pair.Name}</th><td>{pair.Value}</td></tr>"""))}
        </tbody></table></div>
        """);

    private static string Text(JsonNode? value) => value switch
    {
        null => "none",
        JsonArray list => string.Join(", ", list.Select(Text)),
        _ => value.ToString(),
    };
}
