using System.Globalization;
using CrackLab.Evaluation;

namespace CrackLab.Display;

/// <summary>The table of thresholds: for each aim where it lies, and what it does.</summary>
internal static class ReportThresholds
{
    /// <summary>Renders the section, or nothing where there are none.</summary>
    /// <param name="thresholds">The rows.</param>
    /// <param name="confusion">A matrix that names the classes.</param>
    public static Markup Section(IReadOnlyList<ReportThreshold> thresholds, ConfusionMatrix confusion) => thresholds.Count == 0
        ? Markup.Empty
        : Markup.Of($"""
            <section id="thresholds"><h2>Thresholds</h2>
            <p class="note">From the threshold on, a picture is called ‘{confusion.Classes[1]}’: a lower one misses fewer and raises more false alarms.
            Each was chosen on the validation part for its aim; the figures are those of the test part. The model’s own row is marked.
            ‘cautious’ finds at least {DecisionAim.CautiousRecall:0%} of ‘{confusion.Classes[1]}’ in the validation part and never goes above {DecisionAim.CautiousThreshold}, because a miss costs more than a second look;
            ‘youden’ makes recall and specificity together greatest, ‘f1’ the F1.</p>
            <div class="scroll"><table class="numbers">
            <thead><tr><th scope="col">Aim</th><th scope="col">Threshold</th><th scope="col">Recall</th><th scope="col">Precision</th>
            <th scope="col">{confusion.Classes[1]} missed</th><th scope="col">False alarms</th></tr></thead>
            <tbody>{thresholds.Select(Row)}</tbody></table></div></section>
            """);

    private static Markup Row(ReportThreshold row) => row.Result is { } result
        ? Markup.Of($"""
            <tr{(row.IsInUse ? new Markup(" class=\"in-use\"") : Markup.Empty)}><th scope="row">{row.Choice.Aim.ToString()}</th><td>{row.Choice.Threshold!.Value:0.####}</td>{Cell(result.Recall)}{Cell(result.Precision)}
            <td>{Number(result.Confusion.FalseNegatives(1))} of {Number(result.Confusion.Support(1))}</td><td>{Number(result.Confusion.FalsePositives(1))} of {Number(result.Confusion.Support(0))}</td></tr>
            """)
        : Markup.Of($"""<tr><th scope="row">{row.Choice.Aim.ToString()}</th><td colspan="5" class="text"><small>{row.Choice.Reason}</small></td></tr>""");

    private static Markup Cell(Metric metric) => metric is { Value: { } value, Interval: { } interval }
        ? Markup.Of($"""<td>{value:0.0000} <small>{interval.ToString()}</small></td>""")
        : Markup.Of($"""<td><small>{metric.Reason}</small></td>""");

    private static string Number(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
