using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Explanation;
using CrackLab.Imaging;
using CrackLab.Imaging.Exif;
using CrackLab.Training;

namespace CrackLab.Mapping;

/// <summary>Lays a model over whole photos: where a crack is, and how sure the model is of it.</summary>
/// <remarks>
/// <para>
/// At a place, the log-odds are the lesser of two. One says what the model makes of the pictures that can be cut out around
/// the place, at the size that it was trained on: the greatest of them, just what prediction gives for such a crop. The other
/// says what the model makes of the place itself, seen three times larger: it is fine, but knows little of the
/// surroundings, and by itself it takes many a shadow for a crack. So a place is hot only where the model calls its
/// surroundings cracked and the place itself is what speaks for that.
/// </para>
/// <para>
/// A model that ends in a global pooling is run over the whole photo at once; another one window by window, which takes
/// longer. For one caller at a time.
/// </para>
/// </remarks>
public sealed class PhotoMapper : IDisposable
{
    private const int Zoom = 3;

    private readonly PhotoMapOptions _options;
    private readonly IPlaceScorer _scorer;
    private readonly Sequential _model;

    /// <summary>Gets ready to map photos.</summary>
    /// <param name="model">A trained model with a square RGB input and class names.</param>
    /// <param name="options">How; <see langword="null"/> for the usual way.</param>
    /// <param name="engine">What computes; <see langword="null"/> for <see cref="SimdEngine"/>.</param>
    /// <exception cref="ArgumentException">
    /// The model has another input, no class of that name, or several classes where none is named; or it does not say how
    /// large its training pictures were and no window is given.
    /// </exception>
    public PhotoMapper(Sequential model, PhotoMapOptions? options = null, IEngine? engine = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new PhotoMapOptions();
        _ = Scorer.InputSize(model);
        _model = model;
        Window = _options.Window ?? model.Metadata.PictureSize ?? throw new ArgumentException(
            $"Photo map of '{model.Name}': expected a model that says how large its training pictures were, received one that does not. Give the window in pixels.",
            nameof(model));
        int label = LabelOf(model, _options.Class);
        Class = model.Metadata.Classes[label];
        engine ??= new SimdEngine(_options.Threads);
        var decision = new Decision(label, Class, 0);
        _scorer = Trunk.Of(model) is { } trunk
            ? new TrunkScorer(trunk, decision, engine, _options.Threads)
            : new WindowScorer(model, decision, engine, _options.Threads);
    }

    /// <summary>Name of the class that is looked for.</summary>
    public string Class { get; }

    /// <summary>Side in pixels of the square that the model sees as one picture.</summary>
    public int Window { get; }

    /// <summary>Maps a photo.</summary>
    /// <param name="path">A JPEG, PNG or BMP file.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ImageException">The file cannot be decoded.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public PhotoMap Map(string path, CancellationToken cancellationToken = default) =>
        Map(File.ReadAllBytes(path), path, cancellationToken);

    /// <summary>Maps a photo in memory.</summary>
    /// <param name="file">The bytes of a JPEG, PNG or BMP file.</param>
    /// <param name="path">What to call it.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ImageException">The bytes cannot be decoded.</exception>
    public PhotoMap Map(byte[] file, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        Image photo = DecodeGate.Decode(file, ImageDecoder.Identify(file), DecodeOptions.Default);
        return Map(photo, path, cancellationToken) with { Metadata = PhotoMetadata.Read(file) };
    }

    /// <summary>Maps a decoded photo.</summary>
    /// <param name="photo">RGB, upright.</param>
    /// <param name="path">What to call it.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ArgumentException">The photo has not three channels.</exception>
    public PhotoMap Map(Image photo, string path, CancellationToken cancellationToken = default) =>
        MapBy(Window, photo, path, cancellationToken);

    /// <summary>Maps a decoded photo by another window than the usual.</summary>
    /// <param name="photo">RGB, upright.</param>
    /// <param name="path">What to call it.</param>
    /// <param name="window">Side in pixels of the square that the model sees as one picture, 16..4096.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ArgumentException">The photo has not three channels, or the window is outside its range.</exception>
    public PhotoMap Map(Image photo, string path, int window, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, PhotoMapOptions.LeastWindow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, PhotoMapOptions.MostWindow);
        return MapBy(window, photo, path, cancellationToken);
    }

    /// <summary>Frees the engine's memory.</summary>
    public void Dispose() => _scorer.Dispose();

    private PhotoMap MapBy(int window, Image photo, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(photo);
        if (photo.Channels != 3)
            throw new ArgumentException($"Photo map: expected RGB, received {photo.Channels} channels. Decode the photo with ImageDecoder.", nameof(photo));
        return Apart.Run(
            stopping =>
            {
                LogOddsGrid windows = _scorer.Windows(photo, window, stopping);
                LogOddsGrid places = _scorer.Places(photo, window, Zoom, stopping);
                return Join(photo, path, window, windows, places);
            },
            cancellationToken);
    }

    private static int LabelOf(Sequential model, string? name)
    {
        IReadOnlyList<string> classes = model.Metadata.Classes;
        if (name is null && classes.Count == 2)
            return 1;
        int label = classes.ToList().IndexOf(name ?? "");
        return label >= 0 ? label : throw new ArgumentException(
            $"Photo map of '{model.Name}': expected one of its classes {string.Join(", ", classes)}, received {(name is null ? "none" : $"'{name}'")}. Name the class to look for.",
            nameof(name));
    }

    private PhotoMap Join(Image photo, string path, int window, LogOddsGrid windows, LogOddsGrid places)
    {
        int columns = Math.Max(1, (int)Math.Ceiling(photo.Width / places.Step)), rows = Math.Max(1, (int)Math.Ceiling(photo.Height / places.Step));
        float[] logOdds = new float[columns * rows];
        for (int i = 0; i < logOdds.Length; i++)
        {
            double x = ((i % columns) + 0.5) * places.Step, y = ((i / columns) + 0.5) * places.Step;
            logOdds[i] = Math.Min(windows.At(x, y), places.At(x, y));
        }

        return new PhotoMap
        {
            Path = path,
            PhotoWidth = photo.Width,
            PhotoHeight = photo.Height,
            Class = Class,
            Threshold = _model.Metadata.Classes.Count == 2 ? _model.Metadata.Threshold : 0.5,
            Window = window,
            CellSize = places.Step,
            Columns = columns,
            Rows = rows,
            LogOdds = logOdds,
        };
    }
}
