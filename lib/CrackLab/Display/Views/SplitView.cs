using CrackLab.Data;

namespace CrackLab.Display.Views;

/// <summary>A split: pictures of each class in each part, and the groups that were kept whole.</summary>
internal static class SplitView
{
    /// <summary>Renders it.</summary>
    /// <param name="split">The split.</param>
    public static string Render(DataSplit split)
    {
        (string Name, ImageSet Set)[] parts = [("train", split.Train), ("validation", split.Validation), ("test", split.Test)];
        int total = parts.Sum(part => part.Set.Count);
        IEnumerable<IReadOnlyList<Markup>> rows = parts.Select(part => (IReadOnlyList<Markup>)
        [
            View.Cell(part.Name),
            .. part.Set.ClassCounts.Select(count => View.Cell(count)),
            View.Cell(part.Set.Count),
            View.Cell(total == 0 ? "" : View.Percent((double)part.Set.Count / total)),
            View.Cell(ImageSetView.Groups(part.Set.Samples)),
        ]);
        string made = (split.Seed, split.KeepTogether) switch
        {
            ({ } seed, Grouping.Photo) => $"Seed {seed}; all crops of a photograph are in one part.",
            ({ } seed, { } together) => $"Seed {seed}; kept together: {together.ToString().ToLowerInvariant()}.",
            _ => "Read from a file.",
        };
        return View.Page(
            View.Table(["part", .. split.Train.Classes, "all", "share", "groups"], rows),
            View.Paragraph(made),
            Leak(split));
    }

    private static Markup Leak(DataSplit split) => split.Leak == 0
        ? Markup.Empty
        : Markup.Of($"""<p class="wrong">{View.Percent(split.Leak)} of the test pictures share {(split.Test.HasPhotoGroups ? "a photograph" : "a group")} with a training picture.</p>""");
}
