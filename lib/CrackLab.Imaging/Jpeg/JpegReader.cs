using System.Buffers.Binary;
using CrackLab.Imaging.Exif;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Walks over a JPEG's marker segments and stops at each scan.</summary>
internal ref struct JpegReader
{
    private readonly ReadOnlySpan<byte> _data;
    private int _position;

    public JpegReader(ReadOnlySpan<byte> data, DecodeOptions options)
    {
        _data = data;
        Options = options;
        _position = 2; // the start-of-image marker, by which the format was told
    }

    /// <summary>How to decode.</summary>
    public DecodeOptions Options { get; }

    /// <summary>Tables and notes read so far.</summary>
    public Metadata Metadata { get; } = new();

    /// <summary>The frame header, once read.</summary>
    public Frame? Frame { get; private set; }

    /// <summary>Goes on after a scan's data.</summary>
    public void Seek(int position) => _position = position;

    /// <summary>Reads segments up to the frame header.</summary>
    public Frame ReadToFrame()
    {
        while (Frame is null)
        {
            byte marker = NextMarker(out int offset);
            if (marker is Marker.EndOfImage or Marker.StartOfScan)
            {
                throw Fault.Corrupt(offset, $"JPEG: expected a frame header first, received marker 0x{marker:X2}");
            }

            ReadSegment(marker, offset);
        }

        return Frame;
    }

    /// <summary>Reads segments up to the next scan.</summary>
    /// <returns>Its header, or <see langword="null"/> at the end of the image.</returns>
    public ScanHeader? ReadToScan()
    {
        Frame frame = ReadToFrame();
        while (true)
        {
            byte marker = NextMarker(out int offset);
            if (marker == Marker.EndOfImage)
            {
                _position = offset;
                return null;
            }

            if (marker == Marker.StartOfScan)
            {
                int start = _position + 2;
                ScanHeader scan = ScanHeaderReader.Read(Segment(), start, frame, Metadata);
                return scan;
            }

            ReadSegment(marker, offset);
        }
    }

    /// <summary>Where reading stands: the end-of-image marker once that was reached.</summary>
    public readonly int Position => _position;

    /// <summary>Finds the next marker; bytes between segments are skipped, as other readers do.</summary>
    private byte NextMarker(out int offset)
    {
        while (true)
        {
            int found = _data[_position..].IndexOf((byte)0xFF);
            int next = found < 0 ? _data.Length : _position + found;
            offset = next;
            while (next < _data.Length && _data[next] == 0xFF) next++;
            if (next >= _data.Length)
            {
                throw Fault.Truncated(_data.Length, "JPEG: expected an end-of-image marker, received the end of the file");
            }

            _position = next + 1;
            if (_data[next] != 0)
            {
                offset = next - 1;
                return _data[next];
            }
        }
    }

    private void ReadSegment(byte marker, int offset)
    {
        if (Marker.UnsupportedCoding(marker) is { } coding)
        {
            throw Fault.Unsupported(offset, $"JPEG: expected baseline or progressive Huffman coding, received {coding}");
        }

        if (Marker.IsRestart(marker) || marker == Marker.Temporary) return;
        bool known = marker is >= Marker.Baseline and <= Marker.Progressive or Marker.HuffmanTables
            or Marker.ArithmeticConditioning or Marker.QuantizationTables or Marker.RestartInterval
            or >= Marker.App0 and <= Marker.App15 or Marker.Comment;
        if (!known) throw Fault.Corrupt(offset, $"JPEG: expected a known marker, received 0x{marker:X2}");

        int start = _position + 2;
        ReadOnlySpan<byte> segment = Segment();
        switch (marker)
        {
            case >= Marker.Baseline and <= Marker.Progressive:
                if (Frame is not null) throw Fault.Corrupt(offset, "JPEG: expected one frame header, received a second one");
                Frame = FrameHeaderReader.Read(segment, start, marker == Marker.Progressive, Options);
                break;
            case Marker.HuffmanTables:
                ReadHuffmanTables(segment, start);
                break;
            case Marker.QuantizationTables:
                ReadQuantizationTables(segment, start);
                break;
            case Marker.RestartInterval:
                if (segment.Length < 2) throw Fault.Corrupt(start, $"JPEG: expected a restart interval of 2 bytes, received {segment.Length}");
                Metadata.RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                break;
            case Marker.App0:
                Metadata.HasJfif |= segment.Length >= 12 && segment.StartsWith("JFIF\0"u8);
                break;
            case Marker.App1:
                if (Metadata.HasExif || !segment.StartsWith("Exif\0\0"u8)) break;
                Metadata.HasExif = true;
                Metadata.Orientation = ExifOrientation.Read(segment);
                break;
            case Marker.App14:
                if (segment.Length >= 12 && segment.StartsWith("Adobe"u8)) Metadata.AdobeTransform = segment[11];
                break;
        }
    }

    /// <summary>The bytes of the segment after its two bytes of length.</summary>
    private ReadOnlySpan<byte> Segment()
    {
        ReadOnlySpan<byte> rest = _data[_position..];
        if (rest.Length < 2)
        {
            throw Fault.Truncated(_data.Length, "JPEG: expected the length of a segment, received the end of the file");
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length < 2) throw Fault.Corrupt(_position, $"JPEG: expected a segment length of at least 2, received {length}");
        if (length > rest.Length)
        {
            throw Fault.Truncated(_data.Length, $"JPEG: expected a segment of {length} bytes, received {rest.Length} to the end of the file");
        }

        _position += length;
        return rest[2..length];
    }

    private readonly void ReadHuffmanTables(ReadOnlySpan<byte> segment, int offset)
    {
        while (!segment.IsEmpty)
        {
            int slot = segment[0] & 15, kind = segment[0] >> 4, symbols = 0;
            if (slot > 3 || kind > 1) throw Fault.Corrupt(offset, $"JPEG: expected a Huffman table from 0 to 3, received number 0x{segment[0]:X2}");
            foreach (byte count in segment[1..Math.Min(17, segment.Length)]) symbols += count;
            if (symbols > 256 || segment.Length < 17 + symbols)
            {
                throw Fault.Corrupt(offset, $"JPEG: expected a Huffman table within its segment, received {symbols} symbols in {segment.Length} bytes");
            }

            (kind == 0 ? Metadata.DcTables : Metadata.AcTables)[slot] = HuffmanTable.Get(segment.Slice(1, 16 + symbols), offset + 1);
            segment = segment[(17 + symbols)..];
            offset += 17 + symbols;
        }
    }

    private readonly void ReadQuantizationTables(ReadOnlySpan<byte> segment, int offset)
    {
        while (!segment.IsEmpty)
        {
            int slot = segment[0] & 15, size = (segment[0] >> 4) + 1;
            if (slot > 3 || size > 2 || segment.Length < 1 + (64 * size))
            {
                throw Fault.Corrupt(offset, $"JPEG: expected a quantization table within its segment, received number 0x{segment[0]:X2} in {segment.Length} bytes");
            }

            Metadata.Quantization[slot] = new QuantizationTable(segment.Slice(1, 64 * size), offset + 1);
            segment = segment[(1 + (64 * size))..];
            offset += 1 + (64 * size);
        }
    }
}
