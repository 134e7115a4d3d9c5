using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace CrackLab.Prediction;

/// <summary>A file's bytes in borrowed memory, so that a hundred thousand files take no more of it than one.</summary>
internal readonly ref struct PhotoBytes : IDisposable
{
    private const int UnknownLength = 1 << 16;

    private readonly byte[] _buffer;
    private readonly int _count;

    private PhotoBytes(byte[] buffer, int count) => (_buffer, _count) = (buffer, count);

    /// <summary>The bytes, until they are given back.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _count);

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read, or is longer than memory can hold in one piece.</exception>
    /// <exception cref="UnauthorizedAccessException">Reading is not allowed, or it is a folder.</exception>
    public static PhotoBytes Read(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        long length = Length(file);
        if (length > Array.MaxLength)
        {
            throw new IOException($"expected a file of at most {Array.MaxLength} bytes, received {length}");
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(length, length == 0 ? UnknownLength : 0));
        try
        {
            int count = 0, read;
            while ((length == 0 || count < length) && (read = RandomAccess.Read(file, buffer.AsSpan(count), count)) > 0)
            {
                count += read;
                if (count == buffer.Length && length == 0)
                {
                    buffer = Grown(buffer);
                }
            }

            return new PhotoBytes(buffer, count);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    // Pipes and the system's own files state no length.
    private static long Length(SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file);
        }
        catch (NotSupportedException)
        {
            return 0;
        }
    }

    private static byte[] Grown(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * buffer.Length, Array.MaxLength));
        if (larger.Length == buffer.Length)
        {
            throw new IOException($"expected a file of at most {Array.MaxLength} bytes, received more");
        }

        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
