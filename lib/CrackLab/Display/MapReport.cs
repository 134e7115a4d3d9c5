using System.Globalization;
using CrackLab.Data;
using CrackLab.Engine.Serialization;
using CrackLab.Imaging;
using CrackLab.Imaging.Exif;
using CrackLab.Mapping;
using CrackLab.Prediction;

namespace CrackLab.Display;

/// <summary>Maps photos into a folder: for each a PNG and a JSON file, and for all of them a table of regions and a page.</summary>
public sealed class MapReport : IDisposable
{
    /// <summary>Name of the page in the folder.</summary>
    public const string PageName = "heatmap.html";

    /// <summary>Name of the table in the folder.</summary>
    public const string TableName = "regions.csv";

    private const int PictureSide = 1600;
    private const int PreviewSide = 1000;

    /// <summary>From so many photos on their pictures in the page are smaller, or no browser could show it.</summary>
    private const int ManyPhotos = 100;
    private const int SmallPreviewSide = 480;

    private readonly PhotoMapper _mapper;
    private readonly string _folder;
    private readonly RegionOptions _options;
    private readonly List<MapPageRow> _rows = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.OrdinalIgnoreCase);
    private RegionFile? _table;

    /// <summary>Begins a report; nothing is written before the first photo.</summary>
    /// <param name="mapper">What maps; not disposed of here.</param>
    /// <param name="folder">Where files go; made where it is missing. Files of an earlier report are replaced.</param>
    /// <param name="options">What counts as a region; <see langword="null"/> for the usual.</param>
    /// <param name="table">Path of the table; <see langword="null"/> for <see cref="TableName"/> in the folder.</param>
    /// <exception cref="IOException">The folder cannot be made or written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public MapReport(PhotoMapper mapper, string folder, RegionOptions? options = null, string? table = null)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        (_mapper, _folder, _options) = (mapper, folder, options ?? new RegionOptions());
        TablePath = table ?? Path.Combine(folder, TableName);
        AtomicFile.RequireWritable(PagePath);
        AtomicFile.RequireWritable(TablePath);
    }

    /// <summary>Path of the page.</summary>
    public string PagePath => Path.Combine(_folder, PageName);

    /// <summary>Path of the table.</summary>
    public string TablePath { get; }

    /// <summary>Maps a photo and writes its files.</summary>
    /// <param name="path">A JPEG, PNG or BMP file.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What was found; a photo that cannot be read has a reason instead.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public MappedPhoto Add(string path, CancellationToken cancellationToken = default) => Add(new PhotoSource(path), cancellationToken);

    /// <summary>Maps a photo whose bytes may be there already, and writes its files.</summary>
    /// <param name="source">The photo.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What was found; a photo that cannot be read has a reason instead.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public MappedPhoto Add(PhotoSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        string path = source.Path;
        byte[] file = [];
        Image? photo = null;
        string? error = null;
        try
        {
            file = source.Content?.ToArray() ?? File.ReadAllBytes(path);
            photo = DecodeGate.Decode(file, ImageDecoder.Identify(file), DecodeOptions.Default);
        }
        catch (Exception fault) when (fault is ImageException or IOException or UnauthorizedAccessException)
        {
            error = fault.Message;
        }

        MappedPhoto mapped = photo is null ? new MappedPhoto { Path = path, Error = error } : Map(path, photo, PhotoMetadata.Read(file), cancellationToken);
        _rows.Add(MapPageRow.Of(mapped));
        return mapped;
    }

    /// <summary>Writes table and page.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public void Commit()
    {
        using RegionFile table = _table ?? RegionFile.Create(TablePath);
        table.Commit();
        AtomicFile.WriteAllText(PagePath, MapPage.Render(_rows, _options));
    }

    /// <summary>Drops the table where <see cref="Commit"/> was not reached.</summary>
    public void Dispose() => _table?.Dispose();

    private MappedPhoto Map(string path, Image photo, PhotoMetadata metadata, CancellationToken cancellationToken)
    {
        PhotoMap map = _mapper.Map(photo, path, cancellationToken) with { Metadata = metadata };
        IReadOnlyList<CrackRegion> regions = map.Regions(_options);
        Image overlay = map.Overlay(Shrink(photo, PictureSide), regions, new OverlayOptions { Sensitivity = _options.Sensitivity });
        string name = Path.Combine(_folder, NameFor(path));
        string picture = $"{name}.heat.png";
        int side = _rows.Count < ManyPhotos ? PreviewSide : SmallPreviewSide;
        Task<byte[]> preview = Task.Run(() => Thumbnail.Encode(overlay, side), cancellationToken);
        AtomicFile.WriteAllBytes(picture, PngEncoder.Encode(overlay));
        AtomicFile.WriteAllText($"{name}.heat.json", MapJson.Write(map, regions) + "\n");
        (_table ??= RegionFile.Create(TablePath)).Add(map, regions);
        return new MappedPhoto { Path = path, Map = map, Regions = regions, Picture = picture, Preview = preview.GetAwaiter().GetResult() };
    }

    /// <summary>The photo's own name, numbered from the second photo of that name on.</summary>
    private string NameFor(string path)
    {
        string name = Path.GetFileName(path);
        int number = _names[name] = _names.GetValueOrDefault(name) + 1;
        return number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");
    }

    private static Image Shrink(Image photo, int side)
    {
        int longer = Math.Max(photo.Width, photo.Height);
        return side < longer ? Resizer.Scale(photo, side, longer, Environment.ProcessorCount) : photo;
    }
}
