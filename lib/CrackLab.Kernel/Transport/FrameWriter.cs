using System.Buffers.Binary;

namespace CrackLab.Kernel.Transport;

/// <summary>Writes greeting and frames to a stream.</summary>
/// <param name="stream">The stream.</param>
internal sealed class FrameWriter(Stream stream)
{
    private const int MoreFlag = 1;
    private const int LongFlag = 2;
    private const int CommandFlag = 4;
    private const int LongestHeader = 9;
    private const int Gathered = 16 << 10;

    private readonly byte[] _buffer = new byte[Gathered];
    private int _filled;

    /// <summary>Writes our greeting.</summary>
    public void WriteGreeting() => stream.Write(Greeting.Bytes);

    /// <summary>Writes a command.</summary>
    public void Write(Command command)
    {
        Put(command.ToBytes(), CommandFlag);
        Flush();
    }

    /// <summary>Writes a message.</summary>
    /// <param name="frames">Its frames; at least one.</param>
    public void Write(IReadOnlyList<byte[]> frames)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            Put(frames[i], i + 1 < frames.Count ? MoreFlag : 0);
        }

        Flush();
    }

    // Small frames are gathered, so that a message is one packet as a rule.
    private void Put(byte[] body, int flags)
    {
        if (_filled + LongestHeader > _buffer.Length)
        {
            Flush();
        }

        bool isLong = body.Length > byte.MaxValue;
        _buffer[_filled++] = (byte)(flags | (isLong ? LongFlag : 0));
        if (isLong)
        {
            BinaryPrimitives.WriteUInt64BigEndian(_buffer.AsSpan(_filled), (ulong)body.Length);
            _filled += sizeof(ulong);
        }
        else
        {
            _buffer[_filled++] = (byte)body.Length;
        }

        if (body.Length > _buffer.Length - _filled)
        {
            Flush();
        }

        if (body.Length > _buffer.Length)
        {
            stream.Write(body);
        }
        else
        {
            body.CopyTo(_buffer.AsSpan(_filled));
            _filled += body.Length;
        }
    }

    private void Flush()
    {
        stream.Write(_buffer.AsSpan(0, _filled));
        _filled = 0;
    }
}
