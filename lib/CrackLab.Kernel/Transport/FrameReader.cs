using System.Buffers.Binary;

namespace CrackLab.Kernel.Transport;

/// <summary>Reads greeting and frames from a stream.</summary>
/// <param name="stream">The stream.</param>
/// <param name="limits">What a peer may ask for.</param>
/// <remarks>A frame's memory is taken as its bytes arrive: a size that is only claimed costs nothing.</remarks>
internal sealed class FrameReader(Stream stream, TransportLimits limits)
{
    private const int MoreFlag = 1;
    private const int LongFlag = 2;
    private const int CommandFlag = 4;
    private const int FirstPiece = 64 << 10;

    private readonly byte[] _buffer = new byte[FirstPiece];
    private int _next;
    private int _end;

    /// <summary>Reads and checks the peer's greeting, byte by byte, so that garbage is known as such at once.</summary>
    /// <exception cref="InvalidDataException">It is not ZMTP 3 with NULL security.</exception>
    /// <exception cref="EndOfStreamException">The connection ended before.</exception>
    public void ReadGreeting()
    {
        var greeting = new byte[Greeting.Length];
        for (int length = 0; length < greeting.Length; length++)
        {
            greeting[length] = ReadByte();
            Greeting.Check(greeting.AsSpan(0, length + 1));
        }
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="allowed">Bytes that it may have if it is part of a message.</param>
    /// <exception cref="InvalidDataException">Its flags are wrong or it is too long.</exception>
    /// <exception cref="EndOfStreamException">The connection ended before.</exception>
    public Frame ReadFrame(long allowed)
    {
        int flags = ReadByte();
        bool isCommand = (flags & CommandFlag) != 0;
        bool hasMore = (flags & MoreFlag) != 0;
        if (flags > (MoreFlag | LongFlag | CommandFlag) || (isCommand && hasMore))
        {
            throw new InvalidDataException($"frame: expected flags of ZMTP 3, received {flags}.");
        }

        ulong length = (flags & LongFlag) != 0 ? ReadLong() : ReadByte();
        long most = isCommand ? limits.CommandBytes : allowed;
        if (length > (ulong)most)
        {
            throw new InvalidDataException($"frame: expected at most {most} bytes, received a length of {length}.");
        }

        return new(ReadBody((int)length), isCommand, hasMore);
    }

    private byte[] ReadBody(int length)
    {
        var body = new byte[Math.Min(length, FirstPiece)];
        int filled = 0;
        while (filled < length)
        {
            if (filled == body.Length)
            {
                Array.Resize(ref body, (int)Math.Min(length, 2L * body.Length));
            }

            filled += ReadSome(body.AsSpan(filled));
        }

        return body;
    }

    private ulong ReadLong()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = ReadByte();
        }

        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private byte ReadByte()
    {
        if (_next == _end)
        {
            _next = 0;
            _end = ReadStream(_buffer);
        }

        return _buffer[_next++];
    }

    private int ReadSome(Span<byte> target)
    {
        if (_next == _end)
        {
            return ReadStream(target);
        }

        int count = Math.Min(target.Length, _end - _next);
        _buffer.AsSpan(_next, count).CopyTo(target);
        _next += count;
        return count;
    }

    private int ReadStream(Span<byte> target)
    {
        int count = stream.Read(target);
        return count > 0 ? count : throw new EndOfStreamException("connection: expected more, received its end.");
    }
}
