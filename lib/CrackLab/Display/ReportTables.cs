using System.Text.Json.Nodes;
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

    /// <summary>How the data was split.</summary>
    /// <param name="dataset">The data.</param>
    public static Markup Data(DatasetRecord dataset)
    {
        IEnumerable<Markup> heads = dataset.Classes.Select(name => Markup.Of($"""<th scope="col">{name}</th>"""));
        IEnumerable<Markup> rows = dataset.Counts.Select(subset => SplitRow(subset.Key, dataset, [subset.Value]));
        return Markup.Of($"""
            <section id="data"><h2>Data</h2>
            <div class="scroll"><table class="numbers">
            <thead><tr><th scope="col">Part</th>{heads}<th scope="col">Total</th></tr></thead>
            <tbody>{rows}</tbody>
            <tfoot>{SplitRow("all", dataset, dataset.Counts.Values)}</tfoot>
            </table></div>
            <p class="note">From <code>{dataset.Path}</code>, fingerprint <code>{dataset.Fingerprint}</code>.</p></section>
            """);
    }

    /// <summary>Every hyperparameter.</summary>
    /// <param name="run">The run.</param>
    public static Markup Settings(RunRecord run) =>
        Pairs("Settings", run.Settings.Select(setting => (setting.Key, Text(setting.Value))));

    /// <summary>The machine.</summary>
    /// <param name="machine">The machine.</param>
    public static Markup Machine(MachineRecord machine) => Pairs(
        "Machine",
        [
            ("system", machine.Os),
            ("processor", machine.Cpu),
            ("processors in use", Markup.Of($"{machine.Cores}").Text),
            ("vector instructions", machine.Isa),
            (".NET", machine.DotNet),
            ("CrackLab", machine.CrackLab),
        ]);

    private static Markup SplitRow(
        string name, DatasetRecord dataset, IEnumerable<IReadOnlyDictionary<string, int>> subsets)
    {
        long[] counts =
        [
            .. dataset.Classes.Select(type => subsets.Sum(subset => (long)subset.GetValueOrDefault(type))),
        ];
        IEnumerable<Markup> cells = counts.Append(counts.Sum()).Select(count => Markup.Of($"<td>{count:#,0}</td>"));
        return Markup.Of($"""<tr><th scope="row">{name}</th>{cells}</tr>""");
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
