using CrackLab.Data;

namespace CrackLab.Display.Views;

/// <summary>A set: pictures and groups of each class.</summary>
internal static class ImageSetView
{
    private const int Each = 6;
    private const int Side = 72;

    /// <summary>Renders it.</summary>
    /// <param name="set">The set.</param>
    public static string Render(ImageSet set)
    {
        IEnumerable<IReadOnlyList<Markup>> rows = set.Classes.Select((name, label) => new[]
        {
            View.Cell(name),
            View.Cell(set.ClassCounts[label]),
            View.Cell(Groups(set.Samples.Where(sample => sample.Label == label))),
        });
        string kind = set.HasPhotoGroups ? "photographs" : "distinct pictures";
        return View.Page(
            Markup.Of($"<p>{set.Count:#,0} pictures of <code>{ShownPath.Of(set.Root)}</code></p>"),
            View.Table(["class", "pictures", kind], rows, foot: [View.Cell("all"), View.Cell(set.Count), View.Cell(Groups(set.Samples))]),
            View.Wrap(Gallery.Pick([.. set.Samples.Select(set.FullPath)], Each)
                .Select(path => Thumbnail.Load(path, Side) is { } jpeg ? Thumbnail.Element(jpeg, Path.GetFileName(path)) : Markup.Empty)));
    }

    /// <summary>How many groups some pictures make.</summary>
    public static int Groups(IEnumerable<Sample> samples) =>
        samples.Select(sample => sample.Group).Distinct(StringComparer.Ordinal).Count();
}
