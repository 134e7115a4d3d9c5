using System.Globalization;
using CrackLab.Evaluation;

namespace CrackLab.Display;

/// <summary>The key figures as cards, each with its interval as numbers and as a bar.</summary>
internal static class ReportFigures
{
    /// <summary>Where the bars may begin: the highest of these that leaves every interval in sight.</summary>
    private static readonly double[] BarStarts = [0.99, 0.98, 0.95, 0.9, 0.8, 0.5, 0];

    /// <summary>Renders the cards.</summary>
    /// <param name="result">The result.</param>
    public static Markup Cards(EvaluationResult result)
    {
        (string Name, string Meaning, Metric Metric)[] figures = Figures(result);
        double lowest = figures.Select(figure => Shown(figure.Metric)?.Low ?? 1).Min();
        double start = BarStarts.First(candidate => candidate <= lowest);
        string from = start.ToString("0.##", CultureInfo.InvariantCulture);
        string threshold = result.Threshold is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"A picture is called ‘{result.Confusion.Classes[1]}’ from a probability of {value:0.####} on{(result.Aim is { } aim ? $" (aim: {aim})" : "")}. ")
            : "Each figure is the mean over the classes. ";
        string over = result.Groups is null ? "" : ", over photographs where it can be had";
        return Markup.Of($"""
            <section id="figures"><h2>Key figures</h2><div class="cards">
            {figures.Select(figure => Card(figure.Name, figure.Meaning, figure.Metric, start))}
            </div><p class="note">On {result.Count:#,0} test pictures. {threshold}Below each figure its 95% interval{over}: on other pictures of the same kind the true value may well lie anywhere in it. The bars run from {from} to 1.</p>{ReportTables.Intervals(result)}</section>
            """);
    }

    private static (string Name, string Meaning, Metric Metric)[] Figures(EvaluationResult result)
    {
        bool isBinary = result.Threshold is not null;
        string negative = result.Confusion.Classes[0], positive = result.Confusion.Classes[1];
        string found = isBinary ? $"share of ‘{positive}’ that was found" : "share of a class that was found";
        string right = isBinary ? $"share of answers ‘{positive}’ that was right" : "share of answers that was right";
        string left = isBinary ? $"share of ‘{negative}’ left alone" : "share of other classes left alone";
        string ranked = isBinary
            ? $"how often a ‘{positive}’ gets a higher probability than a ‘{negative}’"
            : "how often a class’s own picture gets a higher probability than another";
        return
        [
            ("Accuracy", "share of pictures classified right", result.Accuracy),
            ("Recall", found, result.Recall),
            ("Precision", right, result.Precision),
            ("F1", "high only where recall and precision both are", result.F1),
            ("Specificity", left, result.Specificity),
            ("Balanced accuracy", "accuracy if every class had as many pictures", result.BalancedAccuracy),
            ("ROC AUC", ranked, result.Auc),
            ("Average precision", "precision on average, from the strictest threshold to the loosest", result.AveragePrecision),
        ];
    }

    private static Markup Card(string name, string meaning, Metric metric, double start)
    {
        Markup figure = metric.Value is { } value && Shown(metric) is { } interval
            ? Markup.Of($"""<p class="value">{value:0.0000}</p>{Bar(value, interval, start)}<p class="interval">{interval.ToString()}</p>""")
            : Markup.Of($"""<p class="value">–</p><p class="interval">undefined: {metric.Reason}</p>""");
        return Markup.Of($"""<article class="card"><h3>{name}</h3>{figure}<p class="meaning">{meaning}</p></article>""");
    }

    /// <summary>The interval to go by: over photographs where they are known.</summary>
    private static Interval? Shown(Metric metric) => metric.GroupInterval ?? metric.Interval;

    private static Markup Bar(double value, Interval interval, double start)
    {
        double Place(double figure) => Math.Clamp((figure - start) / (1 - start), 0, 1) * 100;
        double low = Place(interval.Low), width = Math.Max(Place(interval.High) - low, 1);
        return Markup.Of(
            $"""<div class="bar" aria-hidden="true"><i style="left:{low}%;width:{width}%"></i><b style="left:{Place(value)}%"></b></div>""");
    }
}
