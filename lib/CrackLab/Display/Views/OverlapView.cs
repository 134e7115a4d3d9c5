using CrackLab.Data;
using CrackLab.Data.Overlaps;

namespace CrackLab.Display.Views;

/// <summary>Copies and crops of one photograph: how many there are, and the largest photographs put together.</summary>
internal static class OverlapView
{
    private const int Shown = 3;
    private const int Side = 224;

    /// <summary>Renders it.</summary>
    /// <param name="report">What was found.</param>
    public static string Render(OverlapReport report)
    {
        int count = report.Table.Rows.Count;
        (string Name, int Value)[] figures =
        [
            ("pictures", count),
            ("photographs that they were cut from", report.Photographs.Count),
            ("pictures that share a photograph with another", report.Sharing),
            ("pictures of the largest photograph", report.Largest),
            ("twins: the same crop twice, also mirrored, turned or re-encoded", report.Twins),
            ("groups that these twins make", report.TwinGroups),
        ];
        IEnumerable<IReadOnlyList<Markup>> rows = figures.Select(figure => new[] { View.Cell(figure.Name), View.Cell(figure.Value) });
        IEnumerable<Markup> largest = report.Photographs
            .Where(photo => photo.Crops.Count > 1)
            .OrderByDescending(photo => photo.Crops.Count)
            .ThenBy(photo => photo.Name, StringComparer.Ordinal)
            .Take(Shown)
            .Select(photo => Picture(report.Root, photo));
        return View.Page(
            Markup.Of($"<p><code>{ShownPath.Of(report.Root)}</code></p>"),
            View.Table(["found by the pixels", ""], rows),
            View.Wrap(largest));
    }

    private static Markup Picture(string root, Photograph photo)
    {
        Markup picture;
        try
        {
            picture = Thumbnail.Element(Thumbnail.Encode(Mosaic.Stitch(root, photo).Picture, Side), photo.Name);
        }
        catch (InvalidDataException error)
        {
            picture = View.Paragraph(ShownPath.Shorten(error.Message, root) ?? "");
        }
        return Markup.Of($"""<figure style="max-width:{Side}px">{picture}<figcaption>{Reconstruction.TitleOf(photo)}</figcaption></figure>""");
    }
}
