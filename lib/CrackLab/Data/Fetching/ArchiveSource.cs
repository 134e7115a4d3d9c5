using System.Net;
using System.Security.Cryptography;
using CrackLab.Engine.Serialization;

namespace CrackLab.Data.Fetching;

/// <summary>Gets hold of a dataset's archive, downloaded or named, checks it, and unpacks it into what is ready to be placed.</summary>
internal sealed class ArchiveSource(PublicDataset dataset, FetchOptions options, WorkFolder work, IProgress<FetchProgress>? progress)
{
    private const int BufferBytes = 1 << 20;
    private const string UserAgent = "CrackLab";

    private static ReadOnlySpan<byte> ZipStart => "PK\x03\x04"u8;

    private static ReadOnlySpan<byte> RarStart => "Rar!\x1A\x07"u8;

    /// <summary>Fills the folder of what is ready.</summary>
    /// <param name="cancellation">Stops; what was downloaded stays.</param>
    /// <exception cref="IOException">There is no archive to be had, or nothing to unpack it with.</exception>
    /// <exception cref="InvalidDataException">The archive named is not what it should be.</exception>
    public FetchedArchive Unpack(CancellationToken cancellation)
    {
        if (options.Archive is { } file)
        {
            if (!File.Exists(file))
            {
                throw new FileNotFoundException(
                    $"'{file}': expected an archive already downloaded, received {(Directory.Exists(file) ? "a folder" : "a path that does not exist")}. Check the spelling.",
                    file);
            }

            return Unpack(Path.GetFullPath(file), file, Path.GetFileName(file), cancellation);
        }

        return UnpackFirst([.. options.Addresses, .. dataset.Addresses], cancellation);
    }

    private FetchedArchive UnpackFirst(IReadOnlyList<Uri> addresses, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler
        {
            MaxAutomaticRedirections = FetchLimits.MostRedirects,
            ConnectTimeout = options.Patience,
            AutomaticDecompression = DecompressionMethods.None,
        };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        var downloader = new Downloader(client, options, progress);
        List<string> reasons = [];
        IEnumerable<(Uri Address, PartialDownload File)> candidates = addresses
            .Distinct()
            .Select(address => (Address: address, File: new PartialDownload(work.Path, address)))
            .OrderByDescending(candidate => File.Exists(candidate.File.WholePath));
        foreach ((Uri address, PartialDownload file) in candidates)
        {
            try
            {
                if (!File.Exists(file.WholePath))
                    downloader.Download(address, file, cancellation).GetAwaiter().GetResult();
                return Unpack(file.WholePath, address.AbsoluteUri, address.AbsoluteUri, cancellation);
            }
            catch (AddressException e)
            {
                reasons.Add($"{address}: {e.Message}");
            }
            catch (InvalidDataException e)
            {
                File.Delete(file.WholePath);
                reasons.Add(e.Message.TrimEnd('.'));
            }
        }

        throw new IOException(
            $"Fetching '{dataset.Name}': expected its archive from {(reasons.Count == 1 ? "its address" : $"one of {reasons.Count} addresses")}, "
            + $"received {string.Join("; ", reasons)}. Download it from {dataset.Page} in a browser and name the file by --from, or name another address by --url.");
    }

    private FetchedArchive Unpack(string path, string shown, string source, CancellationToken cancellation)
    {
        ArchiveKind kind = KindOf(path);
        if (kind == ArchiveKind.Unknown)
            throw new InvalidDataException($"'{shown}': expected a zip or a RAR, received a file that begins otherwise. Take another archive.");
        var archive = new FetchedArchive(source, new FileInfo(path).Length, Digest(path, cancellation));
        if (options.Sha256 is { } expected && !string.Equals(expected, archive.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException(
                $"'{shown}': expected SHA-256 {expected.ToLowerInvariant()}, received {archive.Sha256} of {archive.Bytes} bytes. Download it again.");
        }

        work.ClearTemporary();
        string pictures = Path.Combine(work.Temporary, "pictures");
        Directory.CreateDirectory(pictures);
        if (kind == ArchiveKind.Rar)
            UnpackRar(path, pictures, shown, archive, cancellation);
        else
            UnpackZip(path, pictures, shown, cancellation);
        string gathered = Path.Combine(work.Temporary, "gathered");
        new ClassLayout(dataset).Gather(pictures, gathered, shown);
        AtomicFile.WriteAllText(Path.Combine(gathered, LicenceNote.FileName), LicenceNote.Of(dataset, archive));
        cancellation.ThrowIfCancellationRequested();
        DiskOrder.FlushAll(gathered);
        Directory.Move(gathered, work.Ready);
        return archive;
    }

    private void UnpackZip(string path, string pictures, string shown, CancellationToken cancellation)
    {
        using var zip = new ZipUnpacker(path, shown);
        if (zip.UnpackPictures(pictures, progress, cancellation) > 0)
            return;
        string rar = Path.Combine(work.Temporary, "inner.rar");
        zip.UnpackRar(rar, cancellation);
        var inner = new FetchedArchive(shown, new FileInfo(rar).Length, Digest(rar, cancellation));
        UnpackRar(rar, pictures, shown, inner, cancellation);
    }

    private void UnpackRar(string path, string pictures, string shown, FetchedArchive rar, CancellationToken cancellation)
    {
        if (options.Sha256 is null && dataset.Rar is { } known && (rar.Bytes, rar.Sha256) != (known.Bytes, known.Sha256))
        {
            throw new InvalidDataException(
                $"'{shown}': expected a RAR of {known.Bytes} bytes with SHA-256 {known.Sha256}, received {rar.Bytes} bytes with {rar.Sha256}. "
                + "Download it again; if you trust this one, give the archive's digest by --sha256.");
        }

        new RarUnpacker(UnpackTool.Find(options.SearchPath), options.Archive is null ? work.Path : null).Unpack(
            path, pictures, shown, new ProgressScale(progress, dataset.Classes.Values.Sum()), cancellation);
    }

    private string Digest(string path, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream file = File.OpenRead(path);
        var buffer = new byte[BufferBytes];
        int count;
        while ((count = file.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            progress?.Report(new FetchProgress(FetchStage.Checking, file.Position, file.Length));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ArchiveKind KindOf(string path)
    {
        Span<byte> start = stackalloc byte[6];
        using FileStream file = File.OpenRead(path);
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.StartsWith(ZipStart) ? ArchiveKind.Zip : start.StartsWith(RarStart) ? ArchiveKind.Rar : ArchiveKind.Unknown;
    }
}
