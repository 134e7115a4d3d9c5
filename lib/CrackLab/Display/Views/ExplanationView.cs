using CrackLab.Data;
using CrackLab.Explanation;
using CrackLab.Imaging;

namespace CrackLab.Display.Views;

/// <summary>Feature maps as a grid, and heat over its photo.</summary>
internal static class ExplanationView
{
    private const int MostMaps = 64;
    private const int MapSide = 72;
    private const int PhotoSide = 256;

    /// <summary>Renders feature maps.</summary>
    /// <param name="maps">The maps.</param>
    public static string Render(FeatureMaps maps) => View.Page(
        Markup.Of($"<p><strong>{maps.Title}</strong></p>"),
        View.Wrap(maps.Maps.Take(MostMaps).Select((map, i) => Picture(
            new Image(maps.Width, maps.Height, maps.Channels, map), MapSide, $"number {i}", isPixelated: true))),
        maps.Maps.Count > MostMaps ? View.Paragraph($"… and {maps.Maps.Count - MostMaps} more.") : Markup.Empty);

    /// <summary>Renders an occlusion map.</summary>
    /// <param name="map">The map.</param>
    public static string Render(OcclusionMap map) => Render(
        map.ToString(), map.Heatmap, new Image(map.Size, map.Size, 3, map.Pixels), $"yellow: hiding this place takes most from {map.Class}");

    /// <summary>Renders a heatmap.</summary>
    /// <param name="map">The map.</param>
    public static string Render(Heatmap map)
    {
        try
        {
            var photo = new Image(PhotoSide, PhotoSide, 3, PixelLoader.Load(File.ReadAllBytes(map.Path), PhotoSide));
            return Render(map.ToString(), map, photo, $"yellow: speaks most for {map.Class}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ImageException)
        {
            return View.Page(View.Paragraph(map.ToString()), Markup.Of($"""<p class="wrong">{error.Message}</p>"""));
        }
    }

    private static string Render(string title, Heatmap map, Image photo, string caption) => View.Page(
        View.Paragraph(title),
        View.Wrap([
            Picture(photo, PhotoSide, "the photo as the model sees it", isPixelated: false),
            Picture(map.Overlay(photo), PhotoSide, caption, isPixelated: false),
        ]));

    private static Markup Picture(Image image, int side, string caption, bool isPixelated) => Markup.Of(
        $"""<figure style="width:{side}px"><img alt="{caption}" width="{side}" style="image-rendering:{(isPixelated ? "pixelated" : "auto")}" src="data:image/png;base64,{Convert.ToBase64String(PngEncoder.Encode(image))}"><figcaption><small>{caption}</small></figcaption></figure>""");
}
