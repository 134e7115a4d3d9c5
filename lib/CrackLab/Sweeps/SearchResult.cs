using CrackLab.Data;
using CrackLab.Display;
using CrackLab.Display.Views;
using CrackLab.Training;

namespace CrackLab.Sweeps;

/// <summary>What a search over settings came to.</summary>
/// <param name="Parameters">What was varied.</param>
/// <param name="Trials">Every trial, in order.</param>
[TypeFormatterSource]
public sealed record SearchResult(IReadOnlyList<SearchParameter> Parameters, IReadOnlyList<SearchTrial> Trials) : INotebookView
{
    /// <summary>Full path of the sweep's folder, or <see langword="null"/> for a search in memory.</summary>
    public string? Folder { get; init; }

    /// <summary>What the score is: the accuracy, or the loss with its sign turned. <see langword="null"/> for a search in memory.</summary>
    public MonitoredMetric? Metric { get; init; }

    /// <summary>Path of the page, or <see langword="null"/> for a search in memory.</summary>
    public string? Page => Folder is null ? null : Path.Combine(Folder, SweepFolder.PageName);

    /// <summary>Whether no trial waits or runs.</summary>
    public bool IsFinished => Trials.All(trial => trial.State is not (TrialState.Waiting or TrialState.Running));

    /// <summary>Epochs that all trials had together.</summary>
    public int Epochs => Trials.Sum(trial => trial.History.Count);

    /// <summary>The trial with the highest score of those that climbed highest, the first of equals; one without a number is never the best.</summary>
    public SearchTrial Best => Ranked[0];

    /// <summary>All trials, the best first: by rungs climbed, then by score.</summary>
    public IReadOnlyList<SearchTrial> Ranked =>
    [
        .. Trials.OrderByDescending(trial => trial.Rungs.Count(score => !double.IsNaN(score)))
            .ThenByDescending(trial => double.IsNaN(trial.Score) ? double.NegativeInfinity : trial.Score),
    ];

    /// <summary>How much of the score each setting explains by itself, the most first.</summary>
    /// <remarks>See <see cref="SettingImportance"/>; of trials that halving ended early, the scores after the lowest rung are compared.</remarks>
    public IReadOnlyList<SettingImportance> Importance => SettingImportance.Of(Parameters, Trials);

    /// <summary>All settings of all trials as lines across one axis a setting.</summary>
    public ParallelCoordinates ParallelCoordinates => new(this);

    /// <summary>The importance of the settings as bars.</summary>
    public Chart ImportanceChart
    {
        get
        {
            IReadOnlyList<SettingImportance> importance = Importance;
            return new Chart
            {
                Title = "What each setting explains by itself",
                XAxis = new ChartAxis("") { Categories = [.. importance.Select(item => item.Name)] },
                YAxis = new ChartAxis("part of the variance") { Low = 0, High = 1 },
                Series = [new ChartSeries("", [.. importance.Select((item, place) => new ChartPoint(place, item.Share))], SeriesStyle.Bars)],
            };
        }
    }

    /// <summary>Score over one of the settings.</summary>
    /// <param name="parameter">Its name.</param>
    /// <exception cref="ArgumentException">It was not varied.</exception>
    public Chart Chart(string parameter)
    {
        SearchParameter varied = Parameters.FirstOrDefault(item => string.Equals(item.Name, parameter, StringComparison.Ordinal))
            ?? throw new ArgumentException(
                $"Search: expected one of {string.Join(", ", Parameters.Select(item => item.Name))}, received '{parameter}'. Choose one of these.", nameof(parameter));
        IReadOnlyList<string>? names = varied.IsNumeric ? null : varied.Values;
        double Across(SearchTrial trial) => names is null
            ? trial[parameter]
            : names.Index().First(item => string.Equals(item.Item, trial.Settings[parameter], StringComparison.Ordinal)).Index;
        return new Chart
        {
            Title = $"Score by {parameter}",
            XAxis = new ChartAxis(parameter) { IsLogarithmic = varied.IsLogarithmic, Categories = names },
            YAxis = new ChartAxis("score"),
            Series =
            [
                new ChartSeries("trials", [.. Trials.Select(trial => new ChartPoint(Across(trial), trial.Score))], SeriesStyle.Points),
                new ChartSeries($"best, trial {Best.Number}", [new ChartPoint(Across(Best), Best.Score)], SeriesStyle.Points, 1),
            ],
        };
    }

    /// <inheritdoc/>
    public string ToHtml()
    {
        IEnumerable<IReadOnlyList<Markup>> rows = Ranked.Select(trial => (IReadOnlyList<Markup>)
        [
            View.Cell(trial.Number),
            .. Parameters.Select(parameter => Markup.Of($"{SearchParameter.Short(trial.Settings[parameter.Name])}")),
            Markup.Of($"{trial.Score:0.0000}"),
        ]);
        return View.Page(
            View.Paragraph($"Best: {Best}"),
            View.Table(["trial", .. Parameters.Select(parameter => parameter.Name), "score"], rows),
            View.Figures(Parameters.Select(parameter => Chart(parameter.Name))));
    }

    /// <summary>The best trial and the number of trials.</summary>
    public override string ToString() => $"{Trials.Count} trials, best: {Best}";
}
