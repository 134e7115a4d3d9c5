using System.Globalization;
using CrackLab.Imaging.Exif;
using CrackLab.Mapping;

namespace CrackLab.Display;

/// <summary>The page of a folder of mapped photos: pictures and regions, those with the most cracks first, in one HTML file that stands alone.</summary>
internal static class MapPage
{
    private const int MostRegions = 40;

    /// <summary>Renders the page.</summary>
    /// <param name="photos">The photos in the order that they were asked for.</param>
    /// <param name="options">What the regions were found with.</param>
    public static string Render(IReadOnlyList<MapPageRow> photos, RegionOptions options)
    {
        MapPageRow[] mapped = [.. photos.Where(photo => photo.Error is null)];
        MapPageRow[] cracked = [.. mapped.Where(photo => photo.Regions.Count > 0).OrderByDescending(photo => photo.Share)];
        MapPageRow[] sound = [.. mapped.Where(photo => photo.Regions.Count == 0).OrderByDescending(photo => photo.Peak)];
        MapPageRow[] broken = [.. photos.Where(photo => photo.Error is not null)];
        return ReportPage.Render(new ReportPage
        {
            Kind = "CrackLab heatmaps",
            Title = mapped.Length == 1 ? Path.GetFileName(mapped[0].Path) : $"{Count(mapped.Length, "photo")}",
            Lead = Lead(mapped.Length, cracked),
            Facts = Facts(mapped, broken.Length, options),
            Main = Markup.Of($"""
                {(mapped.Length > 1 ? Overview([.. cracked, .. sound]) : Markup.Empty)}
                {cracked.Select((photo, i) => Section(photo, i + 1, options))}
                {sound.Select((photo, i) => Section(photo, cracked.Length + i + 1, options))}
                {Broken(broken)}
                """),
            Footer = Footer(options),
        });
    }

    private static string Lead(int photos, MapPageRow[] cracked) => photos == 0
        ? "No photo could be read."
        : cracked.Length == 0
        ? "No place looks cracked."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{(photos == 1 ? "It has" : $"{cracked.Length} of {photos} photos {(cracked.Length == 1 ? "has" : "have")}")} places that look cracked: {Count(cracked.Sum(photo => photo.Regions.Count), "region")}.");

    private static Markup Facts(MapPageRow[] mapped, int broken, RegionOptions options)
    {
        string unit = options.MillimetresPerPixel is { } mm ? string.Create(CultureInfo.InvariantCulture, $"{mm:0.###} mm a pixel, as given") : "size of a pixel on the wall unknown";
        IEnumerable<Markup> window = mapped.Take(1).Select(photo => Markup.Of($"<span>seen in squares of {photo.Window} pixels</span>"));
        return Markup.Of($"""
            <span>sensitivity {options.Sensitivity}</span>{window}<span>{unit}</span>{(broken > 0 ? Markup.Of($"<span>{Count(broken, "file")} could not be read</span>") : Markup.Empty)}
            """);
    }

    private static Markup Overview(MapPageRow[] photos) => Markup.Of($"""
        <section id="photos"><h2>Photos</h2><div class="scroll"><table class="numbers tight">
        <thead><tr><th scope="col">Photo</th><th scope="col">Regions</th><th scope="col">Part of the photo</th><th scope="col">Peak</th></tr></thead>
        <tbody>{photos.Select((photo, i) => Markup.Of($"""
            <tr><th scope="row"><a href="#photo-{i + 1}">{Path.GetFileName(photo.Path)}</a></th><td>{photo.Regions.Count}</td><td>{photo.Share:0.0%}</td><td>{photo.Peak:0.0000}</td></tr>
            """))}</tbody></table></div></section>
        """);

    private static Markup Section(MapPageRow photo, int number, RegionOptions options)
    {
        string outcome = photo.Regions.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"No place looks cracked; the surest has {photo.Peak:0.0000}.")
            : string.Create(CultureInfo.InvariantCulture, $"{Count(photo.Regions.Count, "region")} on {photo.Share:0.0%} of the photo.");
        return Markup.Of($"""
            <section id="photo-{number}"><h2>{Path.GetFileName(photo.Path)}</h2>
            <p class="note">{outcome} {photo.Width} × {photo.Height} pixels{Taken(photo.Metadata)}.</p>
            <div class="map">{Thumbnail.Element(photo.Preview, $"{Path.GetFileName(photo.Path)} with {Count(photo.Regions.Count, "outlined region")}")}</div>
            {Regions(photo, options)}</section>
            """);
    }

    private static Markup Regions(MapPageRow photo, RegionOptions options)
    {
        if (photo.Regions.Count == 0)
            return Markup.Empty;
        bool hasScale = options.MillimetresPerPixel is not null;
        Markup size = hasScale ? Markup.Of($"""<th scope="col">Size, mm (estimate)</th>""") : Markup.Empty;
        IEnumerable<Markup> rows = photo.Regions.Take(MostRegions).Select(region => Markup.Of($"""
            <tr><th scope="row">{region.Number}</th><td>{region.X}, {region.Y}</td><td>{region.Width} × {region.Height}</td>{(hasScale ? Markup.Of($"<td>{region.WidthMillimetres!.Value:0} × {region.HeightMillimetres!.Value:0}</td>") : Markup.Empty)}<td>{region.Area:#,0}</td><td>{region.Peak:0.0000}</td><td>{region.Mean:0.0000}</td></tr>
            """));
        string rest = photo.Regions.Count > MostRegions ? $"The {MostRegions} largest of {photo.Regions.Count}; the table of regions lists all." : "";
        return Markup.Of($"""
            <div class="scroll"><table class="numbers tight">
            <thead><tr><th scope="col">Region</th><th scope="col">Left, top</th><th scope="col">Size, pixels</th>{size}<th scope="col">Area, pixels</th><th scope="col">Peak</th><th scope="col">Mean</th></tr></thead>
            <tbody>{rows}</tbody></table></div>{(rest.Length > 0 ? Markup.Of($"""<p class="note">{rest}</p>""") : Markup.Empty)}
            """);
    }

    private static Markup Broken(MapPageRow[] broken) => broken.Length == 0
        ? Markup.Empty
        : Markup.Of($"""
            <section id="unread"><h2>Could not be read</h2><div class="scroll"><table>
            <tbody>{broken.Select(photo => Markup.Of($"""<tr><th scope="row">{photo.Path}</th><td>{photo.Error}</td></tr>"""))}</tbody></table></div></section>
            """);

    private static Markup Footer(RegionOptions options) => Markup.Of($"""
        <p>Yellow is where the model sees a crack, the clearer the surer; outlines enclose what counts at this sensitivity, sound concrete
        beside the crack included. Peak and mean are the greatest and the mean probability in a region.
        {(options.MillimetresPerPixel is null ? "" : "Millimetres are estimates: they take the wall for flat and square to the camera. A region's size is not a crack's width.")}</p>
        <p>The model knows cracks as its training pictures show them. A crack much thinner or wider in pixels than there, or on another
        material, can be missed. This does not replace an inspection by someone qualified.</p>
        """);

    private static string Taken(PhotoMetadata metadata)
    {
        string date = metadata.DateTaken is { } taken ? $", taken {taken}" : "";
        return metadata.Location is { } place ? $"{date} at {place}" : date;
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {noun}{(count == 1 ? "" : "s")}");
}
