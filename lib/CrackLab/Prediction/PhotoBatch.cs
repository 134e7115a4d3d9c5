using System.Diagnostics;
using CrackLab.Data;
using CrackLab.Imaging;
using CrackLab.Imaging.Exif;

namespace CrackLab.Prediction;

/// <summary>Photos on their way to the network: their pixels, and what else is known of each. Used again and again.</summary>
/// <param name="capacity">Most photos.</param>
/// <param name="size">Width and height of the network's input in pixels.</param>
internal sealed class PhotoBatch(int capacity, int size)
{
    private const char Undecodable = '\uFFFD';

    private readonly PhotoSource[] _photos = new PhotoSource[capacity];
    private readonly PhotoMetadata[] _metadata = new PhotoMetadata[capacity];
    private readonly Exception?[] _faults = new Exception?[capacity];
    private readonly double[] _milliseconds = new double[capacity];
    private readonly byte[] _pixels = new byte[checked(capacity * size * size * 3)];

    /// <summary>Photos in this batch.</summary>
    public int Count { get; private set; }

    /// <summary>(Count, size, size, 3) RGB samples, 0..255; black where a photo cannot be read.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, Count * size * size * 3);

    /// <summary>Most photos that it can hold.</summary>
    public int Capacity => capacity;

    /// <summary>Takes photos until there are enough, or some are there and the next may be long in coming.</summary>
    /// <param name="photos">What is left of them.</param>
    /// <param name="most">How many are enough, up to <see cref="Capacity"/>.</param>
    /// <param name="cancellationToken">Ends the waiting for more.</param>
    /// <returns>Whether there may be more.</returns>
    public bool Gather(IEnumerator<PhotoSource> photos, int most, CancellationToken cancellationToken)
    {
        Count = 0;
        while (Count < most)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!photos.MoveNext()) return false;
            if (!ReferenceEquals(photos.Current, PhotoSource.Pause)) _photos[Count++] = photos.Current;
            else if (Count > 0) break;
        }

        return true;
    }

    /// <summary>Reads and decodes them all.</summary>
    /// <param name="threads">Most threads at it.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public void Decode(int threads, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, Count, parallel, Decode);
    }

    /// <summary>Why a photo cannot be read, or <see langword="null"/>.</summary>
    /// <param name="index">Its place in the batch.</param>
    public Exception? FaultOf(int index) => _faults[index];

    /// <summary>Says what is known of each.</summary>
    /// <param name="outputs">(Count, units) outputs of the network.</param>
    /// <param name="rule">What they mean.</param>
    /// <param name="networkMilliseconds">How long the network took for all.</param>
    public PredictedImage[] Describe(ReadOnlySpan<float> outputs, DecisionRule rule, double networkMilliseconds)
    {
        int units = outputs.Length / Count;
        var images = new PredictedImage[Count];
        for (int i = 0; i < Count; i++)
        {
            string path = _photos[i].Path;
            images[i] = _faults[i] is { } fault
                ? new PredictedImage { Path = path, Error = Reason(path, fault) }
                : rule.Of(path, outputs.Slice(i * units, units)) with
                {
                    Milliseconds = _milliseconds[i] + (networkMilliseconds / Count),
                    DateTaken = _metadata[i].DateTaken,
                    Location = _metadata[i].Location,
                };
        }

        return images;
    }

    private void Decode(int index)
    {
        long start = Stopwatch.GetTimestamp();
        _faults[index] = null;
        try
        {
            if (_photos[index].Content is { } content)
            {
                Decode(index, content.Span);
            }
            else
            {
                using PhotoBytes file = PhotoBytes.Read(_photos[index].Path);
                Decode(index, file.Span);
            }
        }
        catch (Exception error) when (error is ImageException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _faults[index] = error;
            PixelsOf(index).Clear();
        }

        _milliseconds[index] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private void Decode(int index, ReadOnlySpan<byte> file)
    {
        PixelLoader.Load(file, size, PixelsOf(index));
        _metadata[index] = PhotoMetadata.Read(file);
    }

    private Span<byte> PixelsOf(int index) => _pixels.AsSpan(index * size * size * 3, size * size * 3);

    private static string Reason(string path, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => path.Contains(Undecodable, StringComparison.Ordinal)
            ? "expected a name in UTF-8, received other bytes in it. Rename the file"
            : "expected a file, found nothing",
        UnauthorizedAccessException => "expected a file that may be read, received 'access denied'",
        _ => error.Message,
    };
}
