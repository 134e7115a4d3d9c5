using System.Globalization;
using CrackLab.Display;
using CrackLab.Training;

namespace CrackLab.Sweeps;

/// <summary>The page of a sweep: leaderboard, parallel coordinates, importance, in one HTML file that stands alone.</summary>
public static class SweepPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="result">The trials as they stand.</param>
    /// <param name="spec">What is tried.</param>
    /// <returns>A whole HTML page.</returns>
    public static string Render(SearchResult result, SweepSpec spec)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(spec);
        string ended = string.Join(", ", Enum.GetValues<TrialState>()
            .Select(state => (State: state, Count: result.Trials.Count(trial => trial.State == state)))
            .Where(item => item.Count > 0)
            .Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Count:#,0} {Word(item.State)}")));
        return ReportPage.Render(new ReportPage
        {
            Kind = "CrackLab sweep",
            Title = Path.GetFileName(Path.TrimEndingDirectorySeparator(result.Folder ?? "")) is { Length: > 0 } name ? name : "Sweep",
            Lead = Lead(result),
            Facts = Markup.Of($"<span>{ended}</span><span>{result.Epochs:#,0} epochs</span><span>{Method(spec)}</span>"),
            Main = Markup.Of($"""
                {Leaderboard(result, spec)}
                <section id="settings"><h2>Settings and scores</h2><p class="note">Each line is a trial; a choice’s values stand in the order of the specification.</p>
                <div class="charts"><figure>{new Markup(result.ParallelCoordinates.ToSvg())}</figure></div></section>
                <section id="importance"><h2>What matters</h2><p class="note">Importance is the part of the scores’ variance that a setting explains by
                itself (epsilon squared: trials grouped by its value, or by quarter of its range, corrected for chance), by the scores after the lowest
                rung. Effects of two settings together do not show, and few trials say little.</p>
                <div class="charts"><figure>{new Markup(result.ImportanceChart.ToSvg())}</figure>
                {result.Parameters.Select(parameter => Markup.Of($"<figure>{new Markup(result.Chart(parameter.Name).ToSvg())}</figure>"))}</div></section>
                """),
            Footer = Markup.Of($"""
                <p>Score: {(spec.Metric == MonitoredMetric.ValidationAccuracy ? "accuracy" : "loss with its sign turned")} on the validation part, of the best epoch so far.
                The test part was not looked at: judge the chosen trial on it once, with cracklab evaluate on its run folder. The best of many is partly the luckiest.</p>
                """),
        });
    }

    private static string Lead(SearchResult result) => double.IsNaN(result.Best.Score)
        ? "No trial has a score yet."
        : string.Create(CultureInfo.InvariantCulture, $"{(result.IsFinished ? "Best" : "Best so far")}: trial {result.Best.Number} with {result.Best.Score:0.0000}: {result.Best.Describe()}.");

    private static string Method(SweepSpec spec)
    {
        string search = spec.IsGrid ? "grid" : "random search";
        return spec.Halving is { } halving
            ? $"{search}, successive halving at {string.Join(", ", spec.Rungs(spec.Shared).Select(rung => rung.ToString(CultureInfo.InvariantCulture)))} epochs, 1 in {halving.Factor} climbs"
            : search;
    }

    private static Markup Leaderboard(SearchResult result, SweepSpec spec)
    {
        IEnumerable<Markup> heads = result.Parameters.Select(parameter => Markup.Of($"""<th scope="col">{parameter.Name}</th>"""));
        return Markup.Of($"""
            <section id="leaderboard"><h2>Leaderboard</h2><div class="scroll"><table class="numbers">
            <thead><tr><th scope="col">Trial</th><th scope="col">Score</th><th scope="col">Loss</th><th scope="col">Epochs</th><th scope="col">State</th>{heads}{(HasNotes(result) ? Markup.Of($"""<th scope="col">Note</th>""") : Markup.Empty)}</tr></thead>
            <tbody>{result.Ranked.Select(trial => Row(trial, result, spec))}</tbody></table></div>
            <p class="note">Trials that had more epochs stand first. Loss is that on the validation part in the epoch of the score. The run folder of a trial is trials/ and its number.</p></section>
            """);
    }

    private static Markup Row(SearchTrial trial, SearchResult result, SweepSpec spec)
    {
        EpochResult? best = trial.History.MinBy(epoch => spec.Metric.Cost(epoch));
        string score = double.IsNaN(trial.Score) ? "–" : trial.Score.ToString("0.0000", CultureInfo.InvariantCulture);
        string loss = best?.ValidationLoss?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–";
        IEnumerable<Markup> values = result.Parameters.Select(parameter => Markup.Of($"<td>{SearchParameter.Short(trial.Settings[parameter.Name])}</td>"));
        return Markup.Of($"""<tr><th scope="row">{trial.Number:0000}</th><td>{score}</td><td>{loss}</td><td>{trial.History.Count}</td><td>{Word(trial.State)}</td>{values}{(HasNotes(result) ? Markup.Of($"<td>{trial.Note ?? ""}</td>") : Markup.Empty)}</tr>""");
    }

    private static bool HasNotes(SearchResult result) => result.Trials.Any(trial => trial.Note is not null);

    private static string Word(TrialState state) => state.ToString().ToLowerInvariant();
}
