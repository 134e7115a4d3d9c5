using System.Globalization;
using CrackLab.Data;
using CrackLab.Display.Views;
using CrackLab.Evaluation;
using CrackLab.Explanation;

namespace CrackLab.Display;

/// <summary>Small pictures side by side, with captions.</summary>
[TypeFormatterSource]
public sealed record Gallery : INotebookView
{
    /// <summary>Bytes of pictures that a gallery holds at most: more make a notebook slow to open.</summary>
    public const int MostBytes = 600_000;

    /// <summary>What the pictures are.</summary>
    public required string Title { get; init; }

    /// <summary>The pictures, row by row: each row is under a heading of its own where it has one.</summary>
    public required IReadOnlyList<(string Heading, IReadOnlyList<GalleryPicture> Pictures)> Rows { get; init; }

    /// <summary>Some pictures of each class, evenly picked from the set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="each">Pictures a class, at least 1.</param>
    /// <param name="side">Longer side of a picture in pixels, 16..512.</param>
    public static Gallery PerClass(ImageSet set, int each = 6, int side = 96)
    {
        ArgumentNullException.ThrowIfNull(set);
        Check(each, side);
        return new Gallery
        {
            Title = $"{set.Classes.Count} classes of {Path.GetFileName(set.Root)}",
            Rows =
            [
                .. set.Classes.Select((name, label) =>
                {
                    string[] paths = [.. set.Samples.Where(sample => sample.Label == label).Select(sample => sample.Path)];
                    return (name, Load(Pick(paths, each).Select(path => (path, Path.Combine(set.Root, path))), side));
                }),
            ],
        };
    }

    /// <summary>Some files of a folder or a list of files, whatever they show.</summary>
    /// <param name="title">What the pictures are.</param>
    /// <param name="paths">The files; those that cannot be decoded are left out.</param>
    /// <param name="side">Longer side of a picture in pixels, 16..512.</param>
    public static Gallery Of(string title, IEnumerable<string> paths, int side = 96)
    {
        ArgumentNullException.ThrowIfNull(paths);
        Check(1, side);
        return new Gallery { Title = title, Rows = [("", Load(paths.Select(path => (Path.GetFileName(path), path)), side))] };
    }

    /// <summary>The images told wrong, those the model was surest of first.</summary>
    /// <param name="scored">A set with a model's probabilities.</param>
    /// <param name="count">Most pictures, at least 1.</param>
    /// <param name="side">Longer side of a picture in pixels, 16..512.</param>
    public static Gallery Mistakes(ScoredSet scored, int count = 12, int side = 96)
    {
        ArgumentNullException.ThrowIfNull(scored);
        Check(count, side);
        int[] wrong = Wrong(scored);
        return new Gallery
        {
            Title = Headline(scored, wrong, count),
            Rows = [("", Limit(wrong.Take(count).Select(index => Mistake(scored, index, side)).OfType<GalleryPicture>()))],
        };
    }

    /// <summary>The images told wrong, the surest first, each above the training images that the model sees most like it.</summary>
    /// <param name="scored">A set with a model's probabilities.</param>
    /// <param name="nearest">The training images, seen by that model.</param>
    /// <param name="count">Most mistakes, at least 1.</param>
    /// <param name="each">Training images to each, at least 1.</param>
    /// <param name="side">Longer side of a picture in pixels, 16..512.</param>
    public static Gallery MistakesWithNearest(ScoredSet scored, NearestImages nearest, int count = 4, int each = 5, int side = 96)
    {
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(nearest);
        Check(Math.Min(count, each), side);
        int[] wrong = Wrong(scored);
        ImageSet shown = scored.Set.Pick(wrong.Take(count));
        IReadOnlyList<IReadOnlyList<Neighbour>> neighbours = nearest.Find(shown, each);
        int bytes = MostBytes / Math.Max(shown.Count, 1);
        return new Gallery
        {
            Title = $"{Headline(scored, wrong, count)}, with their nearest training pictures",
            Rows =
            [
                .. shown.Samples.Select((sample, row) => (
                    $"{shown.Classes[sample.Label]}: {sample.Path}",
                    Limit(Row(wrong[row], sample, neighbours[row]), bytes))),
            ],
        };

        IEnumerable<GalleryPicture> Row(int index, Sample sample, IReadOnlyList<Neighbour> found) => found
            .Select(neighbour => Neighbouring(nearest.Set, neighbour, sample, side))
            .Prepend(Mistake(scored, index, side))
            .OfType<GalleryPicture>();
    }

    /// <inheritdoc/>
    public string ToHtml() => View.Page([
        Markup.Of($"<p><strong>{Title}</strong></p>"),
        .. Rows.Select(row => Markup.Of($"{Head(row.Heading)}{View.Wrap(row.Pictures.Select(Picture))}")),
    ]);

    /// <summary>Title and captions.</summary>
    public override string ToString() =>
        $"{Title}: {string.Join(", ", Rows.SelectMany(row => row.Pictures).Select(picture => picture.Caption))}";

    /// <summary>Evenly picks some of a list.</summary>
    internal static IEnumerable<string> Pick(IReadOnlyList<string> paths, int count) =>
        Enumerable.Range(0, Math.Min(count, paths.Count)).Select(k => paths[(int)((long)paths.Count * k / Math.Min(count, paths.Count))]);

    private static IReadOnlyList<GalleryPicture> Load(IEnumerable<(string Name, string Path)> files, int side) => Limit(files
        .Select(file => Thumbnail.Load(file.Path, side) is { } jpeg ? new GalleryPicture(Path.GetFileName(file.Name), jpeg) : null)
        .OfType<GalleryPicture>());

    /// <summary>The images told wrong, those the model was surest of first.</summary>
    private static int[] Wrong(ScoredSet scored) =>
    [
        .. Enumerable.Range(0, scored.Set.Count)
            .Where(index => scored.Predicted(index) != scored.Set.Samples[index].Label)
            .OrderByDescending(index => scored.Probability(index, scored.Predicted(index))),
    ];

    private static string Headline(ScoredSet scored, int[] wrong, int count) => wrong.Length == 0
        ? $"No mistakes among {scored.Set.Count} pictures"
        : $"{Math.Min(count, wrong.Length)} of {wrong.Length} mistakes among {scored.Set.Count} pictures, the surest first";

    private static GalleryPicture? Mistake(ScoredSet scored, int index, int side)
    {
        ImageSet set = scored.Set;
        Sample sample = set.Samples[index];
        int predicted = scored.Predicted(index);
        string note = string.Create(CultureInfo.InvariantCulture,
            $"taken for {set.Classes[predicted]}, {scored.Probability(index, predicted):0.0%}");
        return Thumbnail.Load(set.FullPath(sample), side) is { } jpeg
            ? new GalleryPicture($"{set.Classes[sample.Label]}: {Path.GetFileName(sample.Path)}", jpeg, note, IsWrong: true)
            : null;
    }

    private static GalleryPicture? Neighbouring(ImageSet set, Neighbour neighbour, Sample mistake, int side)
    {
        Sample sample = neighbour.Sample;
        string note = string.Create(CultureInfo.InvariantCulture, $"distance {neighbour.Distance:0.0000}");
        return Thumbnail.Load(set.FullPath(sample), side) is { } jpeg
            ? new GalleryPicture($"{set.Classes[sample.Label]}: {sample.Path}", jpeg, note, IsWrong: sample.Label != mistake.Label)
            : null;
    }

    private static List<GalleryPicture> Limit(IEnumerable<GalleryPicture> pictures, int most = MostBytes)
    {
        List<GalleryPicture> taken = [];
        int bytes = 0;
        foreach (GalleryPicture picture in pictures)
        {
            bytes += picture.Jpeg.Length;
            if (bytes > most)
                break;
            taken.Add(picture);
        }
        return taken;
    }

    private static Markup Head(string heading) => heading.Length == 0 ? Markup.Empty : View.Paragraph(heading);

    private static Markup Picture(GalleryPicture picture)
    {
        Markup note = picture.Note is null
            ? Markup.Empty
            : Markup.Of($"""<br><span class="{(picture.IsWrong ? "wrong" : "right")}">{picture.Note}</span>""");
        return Markup.Of(
            $"""<figure style="max-width:144px">{Thumbnail.Element(picture.Jpeg, picture.Caption)}<figcaption>{picture.Caption}{note}</figcaption></figure>""");
    }

    private static void Check(int count, int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, 512);
    }
}
