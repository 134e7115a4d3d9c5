using System.Globalization;

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
                <div class="gallery">{pictures.Select(Picture)}</div></section>
                """);

    private static Markup Picture(ReportPicture picture)
    {
        bool isWrong = picture.Predicted is { } answer && !string.Equals(answer, picture.Actual, StringComparison.Ordinal);
        string chance = picture.Probability is { } probability
            ? probability.ToString(" 0.0%", CultureInfo.InvariantCulture)
            : string.Empty;
        Markup predicted = picture.Predicted is null
            ? Markup.Empty
            : Markup.Of($"""<span class="{(isWrong ? "wrong" : "right")}">{(isWrong ? "taken for" : "told")} {picture.Predicted}{chance}</span>""");
        return Markup.Of($"""
            <figure><img alt="{picture.Caption}" src="data:image/png;base64,{Convert.ToBase64String(picture.Png)}">
            <figcaption><strong>{picture.Actual}</strong>{predicted}<small>{picture.Caption}</small></figcaption></figure>
            """);
    }
}
