using CrackLab.Data;
using CrackLab.Imaging;
using CrackLab.Mapping;

namespace CrackLab.Display.Views;

/// <summary>A photo's map over the photo, and its regions as a table.</summary>
internal static class PhotoMapView
{
    private const int Side = 900;
    private const int MostRegions = 12;

    /// <summary>Renders a map with the regions of the usual sensitivity; the photo is read again.</summary>
    /// <param name="map">The map.</param>
    public static string Render(PhotoMap map)
    {
        IReadOnlyList<CrackRegion> regions = map.Regions();
        try
        {
            byte[] file = File.ReadAllBytes(map.Path);
            ImageInfo info = ImageDecoder.Identify(file);
            Image photo = DecodeGate.Decode(file, info, DecodeOptions.Default with { Downscale = PixelLoader.Downscale(info, Side) });
            return Render(map.ToString(), Thumbnail.Encode(map.Overlay(photo, regions), Side), regions);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ImageException)
        {
            return View.Page(View.Paragraph(map.ToString()), Markup.Of($"""<p class="wrong">{error.Message}</p>"""));
        }
    }

    /// <summary>Renders a photo of a report.</summary>
    /// <param name="photo">The photo.</param>
    public static string Render(MappedPhoto photo) => photo.Error is null
        ? Render(photo.ToString(), photo.Preview, photo.Regions)
        : View.Page(Markup.Of($"""<p class="wrong">{photo.ToString()}</p>"""));

    private static string Render(string title, byte[] jpeg, IReadOnlyList<CrackRegion> regions)
    {
        Markup table = View.Table(
            ["region", "left, top", "size", "peak", "mean"],
            regions.Take(MostRegions).Select(region => (IReadOnlyList<Markup>)
                [View.Cell(region.Number), View.Cell($"{region.X}, {region.Y}"), View.Cell($"{region.Width} × {region.Height}"), Markup.Of($"{region.Peak:0.0000}"), Markup.Of($"{region.Mean:0.0000}")]),
            texts: 0);
        return View.Page(
            View.Paragraph(title),
            Thumbnail.Element(jpeg, title),
            regions.Count == 0
                ? View.Paragraph("No place looks cracked.")
                : table,
            regions.Count > MostRegions ? View.Paragraph($"… and {regions.Count - MostRegions} smaller ones.") : Markup.Empty);
    }
}
