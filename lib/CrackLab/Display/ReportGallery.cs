using System.Globalization;
using CrackLab.Evaluation;

namespace CrackLab.Display;

/// <summary>Pictures with what they are and what they were taken for.</summary>
internal static class ReportGallery
{
    /// <summary>Renders a section of pictures, or nothing where there are none.</summary>
    /// <param name="id">Anchor of the section.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="note">A sentence below the heading.</param>
    /// <param name="pictures">The pictures.</param>
    public static Markup Section(string id, string title, string note, IReadOnlyList<ReportPicture> pictures) =>
        pictures.Count == 0
            ? Markup.Empty
            : Markup.Of($"""
                <section id="{id}"><h2>{title}</h2><p class="note">{note}</p>
                {Grid(pictures)}</section>
                """);

    /// <summary>Pictures side by side.</summary>
    /// <param name="pictures">The pictures.</param>
    public static Markup Grid(IEnumerable<ReportPicture> pictures) => Markup.Of($"""<div class="gallery">{pictures.Select(picture => Figure(picture))}</div>""");

    /// <summary>Small pictures of each cell of the confusion matrix, each cell with an anchor.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="cells">Pictures of its cells.</param>
    public static Markup Cells(ConfusionMatrix matrix, IReadOnlyList<ReportCell> cells) => cells.Count == 0
        ? Markup.Empty
        : Markup.Of($"""
            <section id="cells"><h2>Pictures by cell</h2>
            <p class="note">Of mistakes the surest first; of right answers a few from all over. Below each picture the probability that the model gave its answer.</p>
            {cells.Select(cell => Cell(matrix, cell))}</section>
            """);

    /// <summary>Anchor of a cell.</summary>
    /// <param name="actual">Index of the actual class.</param>
    /// <param name="predicted">Index of the predicted class.</param>
    public static string Anchor(int actual, int predicted) => string.Create(CultureInfo.InvariantCulture, $"cell-{actual}-{predicted}");

    /// <summary>Pictures beside what the model looked at in them.</summary>
    /// <param name="heatmaps">The pictures.</param>
    public static Markup Heatmaps(IReadOnlyList<ReportHeatmap> heatmaps) => heatmaps.Count == 0
        ? Markup.Empty
        : Markup.Of($"""
            <section id="heatmaps"><h2>Where the model looks</h2>
            <p class="note">Yellow places speak most for the class named below the picture, dark blue ones do not. Every picture has a scale of its own, so compare places, not pictures.</p>
            <div class="gallery wide">{heatmaps.Select(heatmap => Figure(heatmap.Picture, heatmap))}</div></section>
            """);

    private static Markup Cell(ConfusionMatrix matrix, ReportCell cell)
    {
        string actual = matrix.Classes[cell.Actual], predicted = matrix.Classes[cell.Predicted];
        long count = matrix[cell.Actual, cell.Predicted];
        string shown = cell.Pictures.Count < count ? string.Create(CultureInfo.InvariantCulture, $", {cell.Pictures.Count} of them shown") : "";
        string title = cell.Actual == cell.Predicted ? $"‘{actual}’ told right" : $"‘{actual}’ taken for ‘{predicted}’";
        IEnumerable<Markup> pictures = cell.Pictures.Select(picture => Markup.Of(
            $"""<figure>{Thumbnail.Element(picture.Jpeg, picture.Caption)}<figcaption><small title="{picture.Caption}">{Percent(picture.Probability)}</small></figcaption></figure>"""));
        return Markup.Of($"""
            <div class="cell" id="{Anchor(cell.Actual, cell.Predicted)}"><h3>{title} <small>{count.ToString("#,0", CultureInfo.InvariantCulture)}{shown}</small> <a href="#judgement">back to the matrix</a></h3>
            <div class="gallery small">{pictures}</div></div>
            """);
    }

    private static string Percent(double? probability) => probability?.ToString("0.0%", CultureInfo.InvariantCulture) ?? "";

    private static Markup Figure(ReportPicture picture, ReportHeatmap? heatmap = null)
    {
        bool isWrong = picture.Predicted is { } answer && !string.Equals(answer, picture.Actual, StringComparison.Ordinal);
        Markup predicted = picture.Predicted is null
            ? Markup.Empty
            : Markup.Of($"""<span class="{(isWrong ? "wrong" : "right")}">{(isWrong ? "taken for" : "told")} {picture.Predicted} {Percent(picture.Probability)}</span>""");
        Markup second = heatmap is null ? Markup.Empty : Thumbnail.Element(heatmap.Overlay, $"{picture.Caption}, heatmap");
        Markup watched = heatmap is null ? Markup.Empty : Markup.Of($"<small>yellow speaks for {heatmap.Watched}</small>");
        return Markup.Of($"""
            <figure>{Thumbnail.Element(picture.Jpeg, picture.Caption)}{second}
            <figcaption><strong>{picture.Actual}</strong>{predicted}<small>{picture.Caption}</small>{watched}</figcaption></figure>
            """);
    }
}
