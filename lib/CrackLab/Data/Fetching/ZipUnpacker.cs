using System.IO.Compression;
using CrackLab.Imaging;

namespace CrackLab.Data.Fetching;

/// <summary>Unpacks a zip: the pictures in it, or the one RAR.</summary>
internal sealed class ZipUnpacker : IDisposable
{
    private const int BufferBytes = 1 << 17;
    private const int UnixModeShift = 16;
    private const int UnixTypeMask = 0xF000;
    private const int UnixLink = 0xA000;

    private readonly string _archive;
    private readonly ZipArchive _zip;
    private long _written;

    /// <summary>Opens a zip and checks every name in it.</summary>
    /// <param name="path">The zip.</param>
    /// <param name="archive">What to call it to people.</param>
    /// <exception cref="InvalidDataException">It is not whole, holds a link, or a name leads out of it.</exception>
    public ZipUnpacker(string path, string archive)
    {
        _archive = archive;
        _zip = Guarded(() => ZipFile.OpenRead(path));
        try
        {
            Entries = Guarded(() => _zip.Entries.Select(Describe).ToList());
        }
        catch
        {
            _zip.Dispose();
            throw;
        }
    }

    /// <summary>The files in it, by name with '/'.</summary>
    private List<(string Name, ZipArchiveEntry Entry)> Entries { get; }

    /// <summary>Unpacks all pictures.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="progress">Told how many pictures are done.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>How many there are; 0 where the zip holds none.</returns>
    /// <exception cref="InvalidDataException">A picture is not whole, or there are two of one name.</exception>
    public int UnpackPictures(string folder, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        (string Name, ZipArchiveEntry Entry)[] pictures =
            [.. Entries.Where(file => FileExtensions.FormatOf(file.Name) != ImageFormat.Unknown)];
        for (int i = 0; i < pictures.Length; i++)
        {
            string path = Path.Combine(folder, pictures[i].Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Write(pictures[i].Entry, path, cancellation);
            progress?.Report(new FetchProgress(FetchStage.Unpacking, i + 1, pictures.Length));
        }

        return pictures.Length;
    }

    /// <summary>Unpacks the one RAR that it holds.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InvalidDataException">There is none or more than one, or it is not whole.</exception>
    public void UnpackRar(string path, CancellationToken cancellation)
    {
        ZipArchiveEntry[] found =
            [.. Entries.Where(file => file.Name.EndsWith(".rar", StringComparison.OrdinalIgnoreCase)).Select(file => file.Entry)];
        if (found is not [ZipArchiveEntry rar])
        {
            throw new InvalidDataException(
                $"'{_archive}': expected a zip with pictures or with one RAR, received {found.Length} RARs and no picture among {Entries.Count} files. Take another archive.");
        }

        Write(rar, path, cancellation);
    }

    /// <summary>Closes the zip.</summary>
    public void Dispose() => _zip.Dispose();

    private (string Name, ZipArchiveEntry Entry) Describe(ZipArchiveEntry entry)
    {
        string name = EntryName.Check(entry.FullName, _archive);
        return ((entry.ExternalAttributes >> UnixModeShift) & UnixTypeMask) == UnixLink
            ? throw new InvalidDataException($"'{_archive}': expected folders and files, received the link '{name}'. Do not use this archive.")
            : (name, entry);
    }

    private void Write(ZipArchiveEntry entry, string path, CancellationToken cancellation)
    {
        if (Path.Exists(path))
            throw new InvalidDataException($"'{_archive}': expected each name once, received '{entry.FullName}' twice. Take another archive.");
        using Stream source = Guarded(entry.Open);
        using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = new byte[Math.Clamp(entry.Length, 1, BufferBytes)];
        uint checksum = 0;
        int count;
        while ((count = Guarded(() => source.Read(buffer))) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            _written += count;
            if (_written > FetchLimits.MostBytes)
                throw new InvalidDataException($"'{_archive}': expected at most {FetchLimits.MostBytes} bytes unpacked, received more. Do not use this archive.");
            checksum = Crc32.Append(checksum, buffer.AsSpan(0, count));
            target.Write(buffer, 0, count);
        }

        if (checksum != entry.Crc32)
            throw Broken($"a wrong checksum of '{entry.FullName}'", null);
    }

    /// <summary>Reads, and takes whatever .NET says of a broken zip for one.</summary>
    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith($"'{_archive}'", StringComparison.Ordinal))
        {
            throw Broken($"'{e.Message.TrimEnd('.')}'", e);
        }
    }

    private InvalidDataException Broken(string received, Exception? cause) =>
        new($"'{_archive}': expected a whole zip, received {received}. Download it again.", cause);
}
