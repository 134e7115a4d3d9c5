using System.Globalization;
using CrackLab.Engine.Serialization;
using CrackLab.Imaging.Exif;
using CsvHelper;

namespace CrackLab.Mapping;

/// <summary>A CSV file of the regions found in photos, a row each, that appears whole or not at all.</summary>
/// <remarks>Lengths in pixels of the upright photo; millimetres are estimates and empty where the size of a pixel is unknown.</remarks>
public sealed class RegionFile : IDisposable
{
    private static readonly string[] Columns =
    [
        "photo", "region", "x", "y", "width", "height", "area", "peak", "mean",
        "width_mm_estimate", "height_mm_estimate", "area_mm2_estimate", "date_taken", "latitude", "longitude", "altitude",
    ];

    private readonly PendingFile _file;
    private readonly CsvWriter _csv;

    private RegionFile(PendingFile file)
    {
        _file = file;
        _csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        _csv.WriteHeader(Columns);
    }

    /// <summary>Begins a file; it appears with <see cref="Commit"/>.</summary>
    /// <param name="path">Where it shall be; missing folders are made, a file there is replaced.</param>
    /// <exception cref="IOException">The folder cannot be made or written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static RegionFile Create(string path) => new(AtomicFile.Create(path));

    /// <summary>Adds a photo's regions; a photo without any has no row.</summary>
    /// <param name="map">The photo's map.</param>
    /// <param name="regions">Its regions.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Add(PhotoMap map, IReadOnlyList<CrackRegion> regions)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(regions);
        PhotoLocation? location = map.Metadata.Location;
        foreach (CrackRegion region in regions)
        {
            Write(() => _csv.WriteRecord(
            [
                map.Path,
                Text(region.Number), Text(region.X), Text(region.Y), Text(region.Width), Text(region.Height),
                Text(Math.Round(region.Area)), Text(region.Peak, "0.0000"), Text(region.Mean, "0.0000"),
                Text(region.WidthMillimetres, "0.#"), Text(region.HeightMillimetres, "0.#"), Text(region.AreaSquareMillimetres, "0"),
                map.Metadata.DateTaken?.ToString() ?? "",
                Text(location?.Latitude, "0.#######"), Text(location?.Longitude, "0.#######"), Text(location?.Altitude, "0.##"),
            ]));
        }
    }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file of that name may not be replaced.</exception>
    public void Commit()
    {
        Write(_csv.Dispose);
        _file.Commit();
    }

    /// <summary>Drops the file where <see cref="Commit"/> was not reached.</summary>
    public void Dispose()
    {
        using (_file)
        {
            try
            {
                _csv.Dispose();
            }
            catch (IOException)
            {
                // The last rows of a file that is dropped anyway: a full disk must not hide the first exception.
            }
        }
    }

    private static string Text(double? number, string format = "0") => number?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (IOException error)
        {
            throw WriteFault.Explain(_file.Path, error);
        }
    }
}
