using System.Globalization;
using CrackLab.Engine.Serialization;
using CrackLab.Evaluation;

namespace CrackLab.Display;

/// <summary>The page of a label audit: the likely errors as pictures, in one HTML file that stands alone.</summary>
public static class AuditPage
{
    /// <summary>Likely errors that are shown at most; the table has all.</summary>
    public const int MostErrors = 240;

    private const int MostLosses = 24;
    private const int Side = 176;

    /// <summary>Writes the page whole, replacing an older one.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="audit">The audit.</param>
    /// <param name="folds">Folds of the cross-validation behind it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static void Write(string path, LabelAudit audit, int folds, CancellationToken cancellationToken = default) =>
        AtomicFile.WriteAllText(path, Render(audit, folds, cancellationToken));

    /// <summary>Renders the page.</summary>
    /// <param name="audit">The audit.</param>
    /// <param name="folds">Folds of the cross-validation behind it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A whole HTML page.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static string Render(LabelAudit audit, int folds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audit);
        LabelFinding[] errors = [.. audit.LikelyErrors];
        Markup[] Pictures(LabelFinding[] findings, int most) => [.. findings.Take(most).Select(finding => Picture(audit, finding, cancellationToken))];
        LabelFinding[] losses = [.. audit.TopLosses.Where(finding => !finding.IsLikelyError)];
        return ReportPage.Render(new ReportPage
        {
            Kind = "CrackLab label audit",
            Title = $"Labels of {Path.GetFileName(audit.Set.Root)}",
            Lead = Lead(audit, errors.Length),
            Facts = Markup.Of($"<span>{Count(audit.Set.Count, "picture")}</span><span>{Count(Groups(audit), "group")}</span><span>{folds} folds</span>"),
            Main = Markup.Of($"""
                {Gallery(Pictures(errors, MostErrors), "errors", "Likely label errors", $"The likeliest first: given label, what it looks like, and the probability of that.", errors.Length)}
                {Gallery(Pictures(losses, MostLosses), "losses", "Top losses among the others", "Where the given label surprises the models most without being a likely error: look at these next.", losses.Length)}
                {Classes(audit)}
                {Correct}
                """),
            Footer = Markup.Of($"""
                <p>Each picture was judged by a model trained on the other folds; copies and crops of one photograph are in one fold,
                as far as they are known. Confident learning (Northcutt, Jiang, Chuang, 2021): a label is likely wrong where another
                class is at least as probable as it is on average for that class’s own pictures, and the most probable one.
                The models learnt from the same labels, wrong ones among them: look before you correct.</p>
                """),
        });
    }

    private static readonly Markup Correct = Markup.Of($"""
        <section id="correct"><h2>How to correct</h2>
        <p class="note">A CSV file with the columns path and label corrects labels for a training; no picture is moved. The option
        --corrections of the audit writes one that lists the likely errors with their present labels, to be changed where they are wrong.</p>
        <pre>cracklab train DIR --labels corrections.csv</pre></section>
        """);

    private static string Lead(LabelAudit audit, int errors) => errors == 0
        ? $"None of {Count(audit.Set.Count, "label")} looks wrong."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{errors:#,0} of {Count(audit.Set.Count, "label")} {(errors == 1 ? "is" : "are")} likely wrong ({(double)errors / audit.Set.Count:0.0%}).");

    private static Markup Gallery(Markup[] pictures, string id, string title, string note, int all)
    {
        string shown = all > pictures.Length
            ? string.Create(CultureInfo.InvariantCulture, $" The first {pictures.Length} of {all:#,0}; audit.csv lists the other {all - pictures.Length:#,0}.")
            : "";
        return pictures.Length == 0
            ? Markup.Empty
            : Markup.Of($"""
                <section id="{id}"><h2>{title}</h2><p class="note">{note}{shown}</p>
                <div class="gallery">{pictures}</div></section>
                """);
    }

    private static Markup Picture(LabelAudit audit, LabelFinding finding, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Markup picture = Thumbnail.Load(audit.Set.FullPath(finding.Sample), Side, cancellationToken) is { } jpeg
            ? Thumbnail.Element(jpeg, finding.Sample.Path)
            : Markup.Of($"""<img alt="{finding.Sample.Path} cannot be shown">""");
        bool isWrong = finding.Predicted != finding.Sample.Label;
        string answer = string.Create(
            CultureInfo.InvariantCulture, $"looks like {audit.Set.Classes[finding.Predicted]}, {finding.Probability:0.0%}");
        return Markup.Of($"""
            <figure>{picture}
            <figcaption><strong>given {audit.Set.Classes[finding.Sample.Label]}</strong><span class="{(isWrong ? "wrong" : "right")}">{answer}</span><small>{finding.Sample.Path}</small></figcaption></figure>
            """);
    }

    private static Markup Classes(LabelAudit audit)
    {
        IReadOnlyList<string> names = audit.Set.Classes;
        IReadOnlyList<int> counts = audit.Set.ClassCounts;
        IEnumerable<Markup> heads = names.Select(name => Markup.Of($"""<th scope="col">sure of {name}</th>"""));
        IEnumerable<Markup> rows = names.Select((name, label) => Markup.Of($"""
            <tr><th scope="row">{name}</th><td>{counts[label]:#,0}</td><td>{audit.Thresholds[label]:0.0000}</td>{names.Select((_, other) => Markup.Of($"<td>{audit.Joint[label, other]:#,0}</td>"))}<td>{audit.LikelyErrors.Count(finding => finding.Sample.Label == label):#,0}</td></tr>
            """));
        return Markup.Of($"""
            <section id="classes"><h2>Classes</h2><div class="scroll"><table class="numbers">
            <thead><tr><th scope="col">Given label</th><th scope="col">Pictures</th><th scope="col">Mean probability</th>{heads}<th scope="col">Likely errors</th></tr></thead>
            <tbody>{rows}</tbody></table></div>
            <p class="note">The models are sure of a class where its probability reaches the mean that it has on its own pictures.</p></section>
            """);
    }

    private static int Groups(LabelAudit audit) => audit.Set.Samples.Select(sample => sample.Group).Distinct(StringComparer.Ordinal).Count();

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {noun}{(count == 1 ? "" : "s")}");
}
