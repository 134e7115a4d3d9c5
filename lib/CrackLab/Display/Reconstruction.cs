using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Display.Views;
using CrackLab.Imaging;

namespace CrackLab.Display;

/// <summary>A photograph put together from its crops, where they lie in it, and some of them.</summary>
[TypeFormatterSource]
public sealed class Reconstruction : INotebookView
{
    /// <summary>Crops that are shown and framed at most.</summary>
    public const int MostCrops = 6;

    private const int SmallestCrop = 72;
    private const int Letter = 14;

    private readonly byte[] _jpeg;
    private readonly Markup _frames;
    private readonly IReadOnlyList<(PlacedCrop Crop, byte[]? Jpeg)> _crops;

    private Reconstruction(string root, Photograph photograph, string title, int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, 1024);
        Title = title;
        Photograph = photograph;
        (Image picture, int left, int top) = Mosaic.Stitch(root, photograph);
        (Width, Height) = (picture.Width, picture.Height);
        double scale = Math.Min(1, (double)side / Math.Max(Width, Height));
        _jpeg = Thumbnail.Encode(picture, side);
        PlacedCrop[] shown =
        [
            .. Gallery.Pick([.. photograph.Crops.Select(crop => crop.Path)], MostCrops)
                .Select(path => photograph.Crops.First(crop => crop.Path == path)),
        ];
        _crops = [.. shown.Select(crop => (crop, Thumbnail.Load(
            Path.Combine(root, crop.Path), Math.Max(SmallestCrop, (int)Math.Round(scale * Math.Max(crop.Width, crop.Height))))))];
        _frames = Frames(shown, left, top, scale);
    }

    /// <summary>What it is.</summary>
    public string Title { get; }

    /// <summary>The crops and where they lie.</summary>
    public Photograph Photograph { get; }

    /// <summary>Width of the whole in pixels of a crop.</summary>
    public int Width { get; }

    /// <summary>Height of the whole in pixels of a crop.</summary>
    public int Height { get; }

    /// <summary>Puts a photograph together.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="photograph">One of its photographs.</param>
    /// <param name="side">Longer side of the shown picture in pixels, 16..1024; it is never enlarged.</param>
    /// <exception cref="InvalidDataException">A crop cannot be read, or the photograph is too large.</exception>
    public static Reconstruction Of(OverlapReport report, Photograph photograph, int side = 288)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(photograph);
        return new Reconstruction(report.Root, photograph, TitleOf(photograph), side);
    }

    /// <summary>Lays the two crops of a link on each other.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="link">One of its links.</param>
    /// <param name="side">Longer side of the shown picture in pixels, 16..1024; it is never enlarged.</param>
    /// <exception cref="ArgumentException">The link names a crop that is not in the report.</exception>
    /// <exception cref="InvalidDataException">A crop cannot be read, or both together are too large.</exception>
    public static Reconstruction Of(OverlapReport report, OverlapLink link, int side = 288)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(link);
        PlacedCrop Find(string path) => report.Photographs.SelectMany(photo => photo.Crops).FirstOrDefault(crop => crop.Path == path)
            ?? throw new ArgumentException($"Reconstruction: expected a crop of the report, received '{path}'. Take a link of its Links.", nameof(link));
        var pair = new Photograph(
            link.First,
            [Find(link.First) with { Placement = link.Placement }, Find(link.Second) with { Placement = default }]);
        return new Reconstruction(report.Root, pair, link.ToString(), side);
    }

    /// <inheritdoc/>
    public string ToHtml() => View.Page(
        Markup.Of($"<p><strong>{Title}</strong></p>"),
        View.Wrap(
        [
            Markup.Of($"<figure>{Thumbnail.Element(_jpeg, "the crops, put together")}<figcaption>put together: {Width} x {Height} pixels</figcaption></figure>"),
            Markup.Of($"<figure>{StaticPicture.Of(_frames.Text, "frames of the crops")}<figcaption>where the crops lie</figcaption></figure>"),
            .. _crops.Select((shown, index) => Figure(shown.Crop, shown.Jpeg, index)),
        ]),
        Photograph.Crops.Count > _crops.Count ? View.Paragraph($"… and {Photograph.Crops.Count - _crops.Count} more crops.") : Markup.Empty);

    /// <summary>Title and size.</summary>
    public override string ToString() => $"{Title} ({Width} x {Height} pixels)";

    /// <summary>A photograph in words.</summary>
    internal static string TitleOf(Photograph photograph) => photograph.Crops.Count switch
    {
        1 => $"{photograph.Name}, the only crop of its photograph",
        2 => $"{photograph.Name} and 1 more crop of one photograph",
        int count => $"{photograph.Name} and {count - 1} more crops of one photograph",
    };

    private static Markup Figure(PlacedCrop crop, byte[]? jpeg, int index)
    {
        Markup turned = crop.Placement.Symmetry == default ? Markup.Empty : Markup.Of($"<br>{crop.Placement.Symmetry.ToString()}");
        Markup picture = jpeg is null ? Markup.Empty : Thumbnail.Element(jpeg, crop.Path);
        return Markup.Of(
            $"""<figure style="max-width:144px;border-top:4px solid {SeriesColours.Of(index)};padding-top:3px">{picture}<figcaption>{index + 1} · {crop.Path}{turned}</figcaption></figure>""");
    }

    private Markup Frames(PlacedCrop[] crops, int left, int top, double scale)
    {
        double width = Width * scale, height = Height * scale;
        IEnumerable<Markup> frames = crops.Select((crop, index) =>
        {
            (int boxLeft, int boxTop, int right, int bottom) = Mosaic.BoxOf(crop);
            double x = (boxLeft - left) * scale, y = (boxTop - top) * scale;
            double across = (right - boxLeft) * scale, down = (bottom - boxTop) * scale;
            (double letterX, double letterY) = (index % 2 == 0 ? x : x + across - Letter, index % 4 < 2 ? y : y + down - Letter);
            string colour = SeriesColours.Of(index);
            return Markup.Of($"""
                <rect x="{x + 1}" y="{y + 1}" width="{Math.Max(1, across - 2)}" height="{Math.Max(1, down - 2)}" fill="none" stroke="{colour}" stroke-width="2"/>
                <rect x="{letterX}" y="{letterY}" width="{Letter}" height="{Letter}" fill="{colour}"/>
                <text x="{letterX + (Letter / 2.0)}" y="{letterY + Letter - 3}" text-anchor="middle" font-family="sans-serif" font-size="{Letter - 3}" font-weight="700" fill="#fff">{index + 1}</text>
                """);
        });
        return Markup.Of(
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"><image width="{width}" height="{height}" opacity="0.6" href="data:image/jpeg;base64,{Convert.ToBase64String(_jpeg)}"/>{frames}</svg>""");
    }
}
