using System.Globalization;
using CrackLab.Evaluation;

namespace CrackLab.Display.Views;

/// <summary>A label audit: how many labels are likely wrong, and the likeliest as pictures.</summary>
internal static class LabelAuditView
{
    private const int Most = 18;
    private const int Side = 96;

    /// <summary>Renders it.</summary>
    /// <param name="audit">The audit.</param>
    public static string Render(LabelAudit audit)
    {
        IReadOnlyList<string> names = audit.Set.Classes;
        int count = audit.LikelyErrors.Count();
        IEnumerable<GalleryPicture> pictures = audit.LikelyErrors.Take(Most).Select(finding =>
            Thumbnail.Load(audit.Set.FullPath(finding.Sample), Side) is { } jpeg
                ? new GalleryPicture(
                    $"given {names[finding.Sample.Label]}: {Path.GetFileName(finding.Sample.Path)}",
                    jpeg,
                    string.Create(CultureInfo.InvariantCulture, $"looks like {names[finding.Predicted]}, {finding.Probability:0.0%}"),
                    IsWrong: true)
                : null).OfType<GalleryPicture>();
        return new Gallery
        {
            Title = $"{count} of {audit.Set.Count} labels are likely wrong{(count > 0 ? ", the likeliest first" : "")}",
            Rows = [("", [.. pictures])],
        }.ToHtml();
    }
}
