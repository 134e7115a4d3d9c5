using CrackLab.Explanation;
using CrackLab.Imaging;

namespace CrackLab.Display.Views;

/// <summary>Feature maps as a grid, and an occlusion map over its photo.</summary>
internal static class ExplanationView
{
    private const int MostMaps = 64;
    private const int MapSide = 72;
    private const int PhotoSide = 256;

    // Anchors of cividis, which people with and without colour blindness see alike.
    private static readonly (double R, double G, double B)[] Scale =
        [(0, 34, 78), (53, 69, 108), (102, 105, 112), (148, 142, 119), (200, 184, 102), (254, 232, 56)];

    /// <summary>Renders feature maps.</summary>
    /// <param name="maps">The maps.</param>
    public static string Render(FeatureMaps maps) => View.Page(
        Markup.Of($"<p><strong>{maps.Title}</strong></p>"),
        View.Wrap(maps.Maps.Take(MostMaps).Select((map, i) => Picture(
            new Image(maps.Width, maps.Height, maps.Channels, map), MapSide, $"number {i}", isPixelated: true))),
        maps.Maps.Count > MostMaps ? View.Paragraph($"… and {maps.Maps.Count - MostMaps} more.") : Markup.Empty);

    /// <summary>Renders an occlusion map.</summary>
    /// <param name="map">The map.</param>
    public static string Render(OcclusionMap map)
    {
        var photo = new Image(map.Size, map.Size, 3, map.Pixels);
        return View.Page(
            View.Paragraph(map.ToString()),
            View.Wrap([
                Picture(photo, PhotoSide, "the photo as the model sees it", isPixelated: false),
                Picture(Overlay(map), PhotoSide, "yellow: hiding this place lowers the probability most", isPixelated: false),
            ]));
    }

    private static Markup Picture(Image image, int side, string caption, bool isPixelated) => Markup.Of(
        $"""<figure style="width:{side}px"><img alt="{caption}" width="{side}" style="image-rendering:{(isPixelated ? "pixelated" : "auto")}" src="data:image/png;base64,{Convert.ToBase64String(PngEncoder.Encode(image))}"><figcaption><small>{caption}</small></figcaption></figure>""");

    /// <summary>The photo in grey under the map in colours.</summary>
    /// <param name="map">The map.</param>
    public static Image Overlay(OcclusionMap map)
    {
        double most = Math.Max(map.Drops.Max(), 1e-6);
        var small = new Image(map.Side, map.Side, 1);
        for (int i = 0; i < map.Drops.Count; i++)
            small.Pixels[i] = (byte)Math.Round(255 * Math.Clamp(map.Drops[i] / most, 0, 1));
        Image heat = Resizer.Resize(small, map.Size, map.Size);
        var overlay = new Image(map.Size, map.Size, 3);
        for (int i = 0; i < heat.Pixels.Length; i++)
        {
            (double r, double g, double b) = Colour(heat.Pixels[i] / 255.0);
            ReadOnlySpan<byte> pixel = map.Pixels.AsSpan(3 * i, 3);
            double grey = (pixel[0] + pixel[1] + pixel[2]) / 3.0;
            overlay.Pixels[3 * i] = (byte)((0.45 * grey) + (0.55 * r));
            overlay.Pixels[(3 * i) + 1] = (byte)((0.45 * grey) + (0.55 * g));
            overlay.Pixels[(3 * i) + 2] = (byte)((0.45 * grey) + (0.55 * b));
        }
        return overlay;
    }

    private static (double R, double G, double B) Colour(double share)
    {
        double place = share * (Scale.Length - 1);
        int low = Math.Min((int)place, Scale.Length - 2);
        double part = place - low;
        (double R, double G, double B) a = Scale[low], b = Scale[low + 1];
        return (a.R + (part * (b.R - a.R)), a.G + (part * (b.G - a.G)), a.B + (part * (b.B - a.B)));
    }
}
