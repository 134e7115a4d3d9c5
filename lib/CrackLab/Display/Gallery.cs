using System.Globalization;
using CrackLab.Data;
using CrackLab.Display.Views;
using CrackLab.Evaluation;

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
        ImageSet set = scored.Set;
        int[] wrong =
        [
            .. Enumerable.Range(0, set.Count)
                .Where(index => scored.Predicted(index) != set.Samples[index].Label)
                .OrderByDescending(index => scored.Probability(index, scored.Predicted(index))),
        ];
        IEnumerable<GalleryPicture> pictures = wrong.Take(count).Select(index =>
        {
            Sample sample = set.Samples[index];
            int predicted = scored.Predicted(index);
            string note = string.Create(CultureInfo.InvariantCulture,
                $"taken for {set.Classes[predicted]}, {scored.Probability(index, predicted):0.0%}");
            return Thumbnail.Load(set.FullPath(sample), side) is { } jpeg
                ? new GalleryPicture($"{set.Classes[sample.Label]}: {Path.GetFileName(sample.Path)}", jpeg, note, IsWrong: true)
                : null;
        }).OfType<GalleryPicture>();
        string title = wrong.Length == 0
            ? $"No mistakes among {set.Count} pictures"
            : $"{Math.Min(count, wrong.Length)} of {wrong.Length} mistakes among {set.Count} pictures, the surest first";
        return new Gallery { Title = title, Rows = [("", Limit(pictures))] };
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

    private static List<GalleryPicture> Limit(IEnumerable<GalleryPicture> pictures)
    {
        List<GalleryPicture> taken = [];
        int bytes = 0;
        foreach (GalleryPicture picture in pictures)
        {
            bytes += picture.Jpeg.Length;
            if (bytes > MostBytes)
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
