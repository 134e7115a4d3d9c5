using CrackLab.Data;
using CrackLab.Display;
using CrackLab.Display.Views;

namespace CrackLab.Experiments;

/// <summary>What a search over hyperparameters came to.</summary>
/// <param name="Parameters">What was varied.</param>
/// <param name="Trials">Every trial, in order.</param>
[TypeFormatterSource]
public sealed record SearchResult(IReadOnlyList<SearchParameter> Parameters, IReadOnlyList<SearchTrial> Trials) : INotebookView
{
    /// <summary>The trial with the highest score, the first of equals; one without a number is never the best.</summary>
    public SearchTrial Best => Trials.OrderByDescending(trial => double.IsNaN(trial.Score) ? double.NegativeInfinity : trial.Score).First();

    /// <summary>Score over one of the hyperparameters.</summary>
    /// <param name="parameter">Its name.</param>
    /// <exception cref="ArgumentException">It was not varied.</exception>
    public Chart Chart(string parameter)
    {
        SearchParameter varied = Parameters.FirstOrDefault(item => string.Equals(item.Name, parameter, StringComparison.Ordinal))
            ?? throw new ArgumentException(
                $"Search: expected one of {string.Join(", ", Parameters.Select(item => item.Name))}, received '{parameter}'. Choose one of these.", nameof(parameter));
        return new Chart
        {
            Title = $"Score by {parameter}",
            XAxis = new ChartAxis(parameter) { IsLogarithmic = varied.IsLogarithmic },
            YAxis = new ChartAxis("score"),
            Series =
            [
                new ChartSeries("trials", [.. Trials.Select(trial => new ChartPoint(trial[parameter], trial.Score))], SeriesStyle.Points),
                new ChartSeries($"best, trial {Best.Number}", [new ChartPoint(Best[parameter], Best.Score)], SeriesStyle.Points, 1),
            ],
        };
    }

    /// <inheritdoc/>
    public string ToHtml()
    {
        IEnumerable<IReadOnlyList<Markup>> rows = Trials.OrderByDescending(trial => trial.Score).Select(trial => (IReadOnlyList<Markup>)
        [
            View.Cell(trial.Number),
            .. Parameters.Select(parameter => Markup.Of($"{trial[parameter.Name].ToString("g4", System.Globalization.CultureInfo.InvariantCulture)}")),
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
