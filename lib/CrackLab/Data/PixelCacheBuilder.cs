using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using CrackLab.Engine.Serialization;
using CrackLab.Imaging;

namespace CrackLab.Data;

/// <summary>Decodes and resizes the distinct pictures of a set into a new cache file.</summary>
internal sealed class PixelCacheBuilder(ImageSet set, PixelCacheLayout layout, int size)
{
    private const long SpareBytes = 64L << 20;

    private readonly Lock _gate = new();
    private int _done;

    /// <summary>Builds the file; it appears under its name when it is whole.</summary>
    public void Build(string path, IProgress<CacheProgress>? progress, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(path, e);
        }

        Leftovers.Remove(folder, TimeSpan.FromHours(1));
        CheckSpace(folder);
        using PendingFile file = AtomicFile.Create(path, layout.Length);
        try
        {
            file.Stream.Write(layout.Prefix);
            file.Stream.SetLength(layout.Length);
            file.Stream.Flush();
            Sample[] distinct = [.. set.Samples.DistinctBy(sample => sample.Sha256, StringComparer.Ordinal)];
            Parallel.ForEach(distinct, new ParallelOptions { CancellationToken = cancellationToken }, sample =>
            {
                byte[] pixels = Load(sample, cancellationToken);
                RandomAccess.Write(file.Stream.SafeFileHandle, pixels, layout.OffsetOf(layout.SlotOf(sample.Sha256)));
                lock (_gate)
                {
                    progress?.Report(new CacheProgress(++_done, distinct.Length));
                }
            });
        }
        catch (AggregateException e)
        {
            Exception first = e.InnerExceptions[0];
            if (first is IOException)
            {
                throw WriteFault.Explain(path, first);
            }

            ExceptionDispatchInfo.Throw(first);
        }
        catch (IOException e)
        {
            throw WriteFault.Explain(path, e);
        }

        file.Commit();
    }

    private byte[] Load(Sample sample, CancellationToken cancellationToken)
    {
        string path = set.FullPath(sample);
        try
        {
            byte[] data = File.ReadAllBytes(path);
            string found = Convert.ToHexStringLower(SHA256.HashData(data));
            if (!string.Equals(found, sample.Sha256, StringComparison.Ordinal))
            {
                throw new InvalidDataException(
                    $"'{path}': expected the bytes that were inspected (SHA-256 {sample.Sha256}), received others ({found}). Inspect the folder again.");
            }

            return PixelLoader.Load(data, size, cancellationToken);
        }
        catch (ImageException e)
        {
            throw new InvalidDataException(
                $"'{path}', byte {e.Offset}: expected a picture that can be decoded, received one of which {e.Reason}. Inspect the folder again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(
                $"'{path}': expected the file that was inspected, received '{e.Message.TrimEnd('.')}'. Inspect the folder again.", e);
        }
    }

    private void CheckSpace(string folder)
    {
        long free;
        try
        {
            free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A network share has no drive to ask; a full one shows itself while writing.
            return;
        }

        if (free < layout.Length + SpareBytes)
        {
            throw new IOException(
                $"Pixel cache '{folder}': expected {(layout.Length + SpareBytes) >> 20} MiB of free space, received {free >> 20} MiB. Free some space, or set {CacheFolder.Variable} to a folder on another disk.");
        }
    }
}
