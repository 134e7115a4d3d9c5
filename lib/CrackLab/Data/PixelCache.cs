namespace CrackLab.Data;

/// <summary>The pictures of a set as RGB bytes at training size, in one file.</summary>
/// <remarks>
/// The file is named by what is in it (sizes and content hashes), so it is found again whatever the folder, the order or
/// the split, and byte-identical files share one slot. The system keeps in memory what fits; the process itself
/// holds nothing but the hashes. It is read and not mapped: where a mapped file cannot be read, as on a network disk that is gone,
/// the system ends the process.
/// </remarks>
public sealed class PixelCache : IDisposable
{
    private readonly PixelCacheLayout _layout;
    private readonly FileStream _file;

    private PixelCache(string path, int size, PixelCacheLayout layout, FileStream stream)
    {
        Path = path;
        Size = size;
        _layout = layout;
        _file = stream;
    }

    /// <summary>The folder that caches lie in by default: CRACKLAB_CACHE, else the user's cache folder.</summary>
    public static string DefaultFolder => CacheFolder.Usual;

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>Width and height of every picture in pixels.</summary>
    public int Size { get; }

    /// <summary>How many distinct pictures there are.</summary>
    public int Count => _layout.Count;

    /// <summary>Bytes of one picture: Size x Size x 3.</summary>
    public int SlotLength => _layout.SlotLength;

    /// <summary>Why the file is not where one would look for it, or <see langword="null"/>.</summary>
    public string? Note { get; private init; }

    /// <summary>Opens the cache of a set, building it where it is missing, damaged or cut short.</summary>
    /// <param name="set">The pictures.</param>
    /// <param name="size">Width and height in pixels, 1 to 8192.</param>
    /// <param name="folder">
    /// Where the file lies; <see langword="null"/> for <see cref="DefaultFolder"/>, or a folder for temporary files where
    /// that cannot be written (<see cref="Note"/> says so).
    /// </param>
    /// <param name="progress">Told after each picture while building, in rising order.</param>
    /// <param name="cancellationToken">Ends the building early; nothing is left behind.</param>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    /// <exception cref="InvalidDataException">A file has changed or vanished since the inspection.</exception>
    /// <exception cref="IOException">The cache cannot be written, or there is too little space.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing to the folder is not allowed.</exception>
    /// <exception cref="OperationCanceledException">The building was cancelled.</exception>
    public static PixelCache Open(
        ImageSet set,
        int size,
        string? folder = null,
        IProgress<CacheProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 8192);
        if (set.Count == 0)
        {
            throw new ArgumentException($"Pixel cache of '{set.Root}': expected pictures, received an empty set. Add pictures.", nameof(set));
        }

        var layout = new PixelCacheLayout(set.Samples.Select(sample => sample.Sha256), size);
        string usual = System.IO.Path.GetFullPath(folder ?? DefaultFolder);
        string[] folders = folder is null ? [usual, CacheFolder.Fallback] : [usual];
        foreach (string known in folders)
        {
            if (TryOpen(System.IO.Path.Combine(known, layout.FileName), size, layout, NoteFor(known, usual)) is { } cache)
            {
                return cache;
            }
        }

        string chosen = folder is null && !CacheFolder.IsWritable(usual) ? CacheFolder.Fallback : usual;
        string path = System.IO.Path.Combine(chosen, layout.FileName);
        try
        {
            new PixelCacheBuilder(set, layout, size).Build(path, progress, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && File.Exists(path))
        {
            // Another process was first, and its file is in use and cannot be replaced on this system.
            if (TryOpen(path, size, layout, NoteFor(chosen, usual)) is { } cache)
            {
                return cache;
            }

            throw;
        }

        return TryOpen(path, size, layout, NoteFor(chosen, usual))
            ?? throw new IOException($"Pixel cache '{path}': expected the file just written, received another. Check the disk and try again.");
    }

    /// <summary>The slot of a picture.</summary>
    /// <param name="sha256">SHA-256 of the file's bytes in lower-case hexadecimal.</param>
    /// <exception cref="KeyNotFoundException">The cache does not hold that picture.</exception>
    public int SlotOf(string sha256)
    {
        int slot = _layout.SlotOf(sha256);
        return slot >= 0
            ? slot
            : throw new KeyNotFoundException(
                $"Pixel cache '{Path}': expected a picture of its set, received SHA-256 '{sha256}'. Open the cache for the set that the picture is in.");
    }

    /// <summary>Copies a picture.</summary>
    /// <param name="slot">Its slot, 0 to Count - 1.</param>
    /// <param name="destination">(Size, Size, 3) RGB samples, 0..255, to write; may be longer.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="IOException">The file cannot be read any more.</exception>
    /// <exception cref="ObjectDisposedException">The cache is closed.</exception>
    public void CopyTo(int slot, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slot, Count);
        if (destination.Length < SlotLength)
        {
            throw new ArgumentException(
                $"Pixel cache: expected room for {SlotLength} samples of ({Size}, {Size}, 3), received {destination.Length}.", nameof(destination));
        }

        int count = 0;
        string? fault = null;
        try
        {
            int read;
            do
            {
                read = RandomAccess.Read(_file.SafeFileHandle, destination[count..SlotLength], _layout.OffsetOf(slot) + count);
                count += read;
            }
            while (read > 0 && count < SlotLength);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e.Message.TrimEnd('.');
        }

        if (fault is not null || count < SlotLength)
        {
            throw new IOException(
                $"Pixel cache '{Path}': expected {SlotLength} bytes of picture {slot}, received {(fault is null ? $"{count}" : $"'{fault}'")}. Check the disk and try again: the cache is built anew where it is damaged.");
        }
    }

    /// <summary>Closes the file; it stays for the next time.</summary>
    public void Dispose() => _file.Dispose();

    private static string? NoteFor(string folder, string usual) => string.Equals(folder, usual, StringComparison.Ordinal)
        ? null
        : $"The pixel cache lies in '{folder}', because '{usual}' could not be written.";

    private static PixelCache? TryOpen(string path, int size, PixelCacheLayout layout, string? note)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (layout.Fits(stream))
            {
                return new PixelCache(path, size, layout, stream) { Note = note };
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Missing or not to be read: it is built anew, and what stands in the way shows itself then.
        }

        stream?.Dispose();
        return null;
    }
}
