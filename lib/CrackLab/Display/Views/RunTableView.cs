using CrackLab.Tracking;

namespace CrackLab.Display.Views;

/// <summary>Runs in rows, or side by side in columns.</summary>
internal static class RunTableView
{
    private static readonly string[] Columns =
        ["name", "state", "model", "data", "seed", "epochs", "bestEpoch", "validationLoss", "validationAccuracy", "testAccuracy", "testF1", "seconds"];

    private const int Texts = 4;

    /// <summary>Renders a table of runs.</summary>
    /// <param name="table">The table.</param>
    public static string Render(RunTable table) => View.Page(
        View.Paragraph($"{table.Runs.Count} run{(table.Runs.Count == 1 ? "" : "s")}"),
        View.Table(Columns, table.Runs.Select(run => Columns.Select(column => View.Cell(RunValues.Show(table[run, column]))).ToArray()), Texts),
        Markup.Of($"{table.Runs.Where(run => run.Problem is not null).Select(run => Markup.Of($"""<p><span class="wrong">{run.Name}</span> {run.Problem}</p>"""))}"));

    /// <summary>Renders a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Render(RunComparison comparison) => View.Page(
        comparison.Settings.Count == 0
            ? View.Paragraph("The settings do not differ.")
            : Table("settings that differ", comparison, comparison.Settings),
        Table("figures", comparison, comparison.Figures));

    private static Markup Table(string title, RunComparison comparison, IReadOnlyList<RunDifference> rows) => View.Table(
        [title, .. comparison.Runs.Select(run => run.Name)],
        rows.Select(row => new[] { View.Cell(row.Key) }.Concat(row.Values.Select(value => View.Cell(RunValues.Show(value)))).ToArray()));
}
