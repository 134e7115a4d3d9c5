namespace CrackLab.Imaging.Jpeg;

/// <summary>Hands out a scan's data segment by segment (between restart markers), with stuffed bytes taken out.</summary>
/// <remarks>Unstuffing a segment at once keeps every marker check out of the bit reader.</remarks>
internal ref struct EntropySource
{
    private const int Padding = 16;

    private readonly ReadOnlySpan<byte> _file;
    private readonly Span<byte> _buffer;
    private readonly CancellationToken _cancellationToken;
    private int _start;

    /// <summary>The open segment's bits.</summary>
    public BitReader Reader;

    /// <summary>Opens the first segment.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="buffer">Room for the rest of the file and <see cref="BufferSize"/>'s padding.</param>
    /// <param name="position">First byte after the scan header.</param>
    /// <param name="cancellationToken">Gives up at the next <see cref="Check"/>.</param>
    public EntropySource(ReadOnlySpan<byte> file, Span<byte> buffer, int position, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _file = file;
        _buffer = buffer;
        Open(position);
    }

    /// <summary>Where the open segment ends: at the first byte of a marker, or at the file's end.</summary>
    public int End { get; private set; }

    /// <summary>How large a buffer a file of this many bytes needs.</summary>
    public static int BufferSize(int fileLength) => checked(fileLength + Padding);

    /// <summary>Throws if the data ran out, or nobody wants the picture any more.</summary>
    public readonly void Check()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (Reader.IsOverrun) throw RanOut();
    }

    /// <summary>Says why decoding cannot go on: data that ran out, or else codes that make no sense.</summary>
    public readonly ImageException Failure(string reason) =>
        Reader.Consumed + 16 > Reader.Available ? RanOut() : Fault.Corrupt(Offset(), reason);

    /// <summary>Goes over the restart marker that must end this segment.</summary>
    /// <param name="number">The number, 0 to 7, that it must have.</param>
    public void Restart(int number)
    {
        Check();
        if (Reader.Available - Reader.Consumed >= 8)
        {
            throw Fault.Corrupt(Offset(), $"JPEG: expected restart marker {number}, received more picture data");
        }

        int marker = MarkerPosition();
        if (marker < 0 || _file[marker] == Marker.EndOfImage) throw RanOut();
        if (_file[marker] != Marker.FirstRestart + number)
        {
            throw Fault.Corrupt(End, $"JPEG: expected restart marker {number}, received marker 0x{_file[marker]:X2}");
        }

        Open(marker + 1);
    }

    private void Open(int position)
    {
        _start = position;
        int length = Unstuff(position);
        _buffer.Slice(length, Padding).Clear();
        Reader = new BitReader(_buffer[..(length + Padding)], length);
    }

    private int Unstuff(int position)
    {
        int length = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = _file[position..];
            int plain = rest.IndexOf((byte)0xFF);
            if (plain < 0)
            {
                rest.CopyTo(_buffer[length..]);
                End = _file.Length;
                return length + rest.Length;
            }

            rest[..plain].CopyTo(_buffer[length..]);
            length += plain;
            End = position + plain;
            int next = plain + 1;
            while (next < rest.Length && rest[next] == 0xFF) next++;
            if (next == rest.Length || rest[next] != 0) return length;
            _buffer[length++] = 0xFF;
            position += next + 1;
        }
    }

    /// <summary>The place of the second byte of the marker at <see cref="End"/>, or -1 at the file's end.</summary>
    private readonly int MarkerPosition()
    {
        int position = End;
        while (position < _file.Length && _file[position] == 0xFF) position++;
        return position < _file.Length ? position : -1;
    }

    private readonly ImageException RanOut()
    {
        int marker = MarkerPosition();
        if (marker < 0)
        {
            return Fault.Truncated(_file.Length, "JPEG: expected more picture data, received the end of the file");
        }

        return _file[marker] == Marker.EndOfImage
            ? Fault.Truncated(End, "JPEG: expected more picture data, received the end-of-image marker")
            : Fault.Corrupt(End, $"JPEG: expected more picture data, received marker 0x{_file[marker]:X2}");
    }

    /// <summary>The place in the file of the last byte that was read.</summary>
    private readonly int Offset()
    {
        long target = Math.Max(0, (Reader.Consumed - 1) / 8);
        int position = _start;
        for (long i = 0; i < target && position < End; i++)
        {
            if (_file[position] == 0xFF)
            {
                while (position < End && _file[position] == 0xFF) position++;
            }

            position++;
        }

        return Math.Min(position, End);
    }
}
