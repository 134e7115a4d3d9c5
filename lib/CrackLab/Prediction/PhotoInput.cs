using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using CrackLab.Imaging;

namespace CrackLab.Prediction;

/// <summary>Reads photos from a stream: paths, one a line or with zero bytes between them, or the bytes of one picture.</summary>
public static class PhotoInput
{
    /// <summary>What the picture of a stream is called.</summary>
    public const string Name = "-";

    private const int Signature = 32;
    private const int CertainSignature = 18;
    private const int ChunkLength = 1 << 16;
    private const int ChunksAhead = 16;
    private const int MostBytes = 1 << 30;
    private const int LongestPath = 1 << 16;

    // So soon are photos looked at whose names came before a gap.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads a stream to its end, giving photos as they come, and <see cref="PhotoSource.Pause"/> where none comes for a while.</summary>
    /// <param name="input">The stream; read by a thread of its own, which stays in a read that does not end.</param>
    /// <returns>
    /// One picture, where the stream begins as pictures do; else the files that it names, and those below the folders. Zero bytes
    /// part the paths where there is one among the first bytes, ends of lines else. A name that leads nowhere is given as it is.
    /// </returns>
    /// <exception cref="InvalidDataException">The stream holds neither paths nor a picture.</exception>
    public static IEnumerable<PhotoSource> Read(Stream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Enumerate(input);
    }

    private static IEnumerable<PhotoSource> Enumerate(Stream input)
    {
        using var chunks = new BlockingCollection<byte[]>(ChunksAhead);
        using var stop = new CancellationTokenSource();
        CancellationToken stopping = stop.Token;
        Task reading = Task.Factory.StartNew(
            () => Fill(input, chunks, stopping), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var bytes = new ArrayBufferWriter<byte>();
            byte? separator = null;
            while (!chunks.IsCompleted)
            {
                if (!chunks.TryTake(out byte[]? chunk, Patience))
                {
                    yield return PhotoSource.Pause;
                    continue;
                }

                bytes.Write(chunk);
                if (separator is null && !IsDecided(bytes.WrittenSpan)) continue;
                if (separator is null && IsPicture(bytes.WrittenSpan)) break;
                separator ??= bytes.WrittenSpan.Contains((byte)0) ? (byte)0 : (byte)'\n';
                foreach (PhotoSource photo in Paths(Split(bytes, separator.Value)))
                {
                    yield return photo;
                }
            }

            // A picture, or a list so short that nothing was decided yet, or the last path without an end.
            foreach (byte[] chunk in chunks.GetConsumingEnumerable(stopping))
            {
                if (bytes.WrittenCount > MostBytes)
                {
                    throw new InvalidDataException($"{Name}: expected a picture of at most {MostBytes} bytes, received more. Write it to a file and name that.");
                }

                bytes.Write(chunk);
            }

            reading.GetAwaiter().GetResult();
            if (separator is null && IsPicture(bytes.WrittenSpan))
            {
                yield return new PhotoSource(Name, bytes.WrittenMemory);
                yield break;
            }

            separator ??= bytes.WrittenSpan.Contains((byte)0) ? (byte)0 : (byte)'\n';
            bytes.Write([separator.Value]);
            foreach (PhotoSource photo in Paths(Split(bytes, separator.Value)))
            {
                yield return photo;
            }
        }
        finally
        {
            stop.Cancel();
        }
    }

    private static void Fill(Stream input, BlockingCollection<byte[]> chunks, CancellationToken stop)
    {
        try
        {
            byte[] buffer = new byte[ChunkLength];
            for (int read; (read = input.Read(buffer)) > 0;)
            {
                chunks.Add(buffer[..read], stop);
            }

            chunks.CompleteAdding();
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException && stop.IsCancellationRequested)
        {
            // Nobody wants the rest.
        }
        catch
        {
            chunks.CompleteAdding();
            throw;
        }
    }

    private static bool IsDecided(ReadOnlySpan<byte> head) => head.Length >= Signature
        || (head.ContainsAny((byte)'\n', (byte)0) && ImageDecoder.DetectFormat(head) == ImageFormat.Unknown);

    // Some signatures are letters that a path could begin with, as long as little follows them.
    private static bool IsPicture(ReadOnlySpan<byte> head) => ImageDecoder.DetectFormat(head) is var format
        && (format is ImageFormat.Jpeg or ImageFormat.Png || (format != ImageFormat.Unknown && head.Length >= CertainSignature));

    /// <summary>Takes the whole paths out of what was read.</summary>
    private static List<string> Split(ArrayBufferWriter<byte> bytes, byte separator)
    {
        var paths = new List<string>();
        ReadOnlySpan<byte> rest = bytes.WrittenSpan;
        for (int end; (end = rest.IndexOf(separator)) >= 0; rest = rest[(end + 1)..])
        {
            ReadOnlySpan<byte> path = rest[..end];
            if (separator == '\n' && path.EndsWith("\r"u8)) path = path[..^1];
            if (path.StartsWith(Encoding.UTF8.Preamble)) path = path[Encoding.UTF8.Preamble.Length..];
            if (!path.IsEmpty) paths.Add(Encoding.UTF8.GetString(path));
        }

        if (rest.Length > LongestPath)
        {
            throw new InvalidDataException(
                $"{Name}: expected the paths of photos or one picture on standard input, received {rest.Length} bytes without an end of line. Write one path a line.");
        }

        byte[] left = rest.ToArray();
        bytes.ResetWrittenCount();
        bytes.Write(left);
        return paths;
    }

    private static IEnumerable<PhotoSource> Paths(List<string> paths) => paths
        .SelectMany(path => Directory.Exists(path) ? ImagePaths.InFolder(path) : [path])
        .Select(path => new PhotoSource(path));
}
