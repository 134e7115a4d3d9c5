using System.Buffers.Binary;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Reads and checks a start-of-frame segment.</summary>
internal static class FrameHeaderReader
{
    /// <summary>Reads it.</summary>
    /// <param name="segment">The segment after its length.</param>
    /// <param name="offset">Where the segment lies in the file.</param>
    /// <param name="progressive">Whether the marker was SOF2.</param>
    /// <param name="options">Size limit and scale.</param>
    public static Frame Read(ReadOnlySpan<byte> segment, int offset, bool progressive, DecodeOptions options)
    {
        if (segment.Length < 6)
        {
            throw Fault.Corrupt(offset, $"JPEG: expected a frame header of at least 6 bytes, received {segment.Length}");
        }

        int bits = segment[0], count = segment[5];
        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (bits == 12) throw Fault.Unsupported(offset, "JPEG: expected 8 bits a sample, received 12-bit samples");
        if (bits != 8) throw Fault.Corrupt(offset, $"JPEG: expected 8 bits a sample, received {bits}");
        if (height == 0 && width > 0)
        {
            throw Fault.Unsupported(offset + 1, "JPEG: expected a height in the frame header, received a height given after the picture (DNL)");
        }

        Fault.CheckSize(width, height, options, offset + 1, "JPEG");
        if (count == 0) throw Fault.Corrupt(offset + 5, "JPEG: expected 1, 3 or 4 components, received 0");
        if (count is not (1 or 3 or 4))
        {
            throw Fault.Unsupported(offset + 5, $"JPEG: expected 1, 3 or 4 components, received {count}");
        }

        if (segment.Length < 6 + (3 * count))
        {
            throw Fault.Corrupt(offset, $"JPEG: expected {6 + (3 * count)} bytes of frame header, received {segment.Length}");
        }

        FrameComponent[] components = new FrameComponent[count];
        for (int i = 0; i < count; i++)
        {
            components[i] = ReadComponent(segment.Slice(6 + (3 * i), 3), offset + 6 + (3 * i), progressive);
            if (components.AsSpan(0, i).ContainsAnyId(components[i].Id))
            {
                throw Fault.Corrupt(offset, $"JPEG: expected different component numbers, received {components[i].Id} twice");
            }
        }

        return new Frame(progressive, width, height, components, options.Downscale);
    }

    private static FrameComponent ReadComponent(ReadOnlySpan<byte> bytes, int offset, bool progressive)
    {
        int horizontal = bytes[1] >> 4, vertical = bytes[1] & 15, slot = bytes[2];
        if (horizontal is < 1 or > 4 || vertical is < 1 or > 4)
        {
            throw Fault.Corrupt(offset + 1, $"JPEG: expected sampling factors from 1 to 4, received {horizontal}x{vertical}");
        }

        if (slot > 3) throw Fault.Corrupt(offset + 2, $"JPEG: expected a quantization table from 0 to 3, received {slot}");
        int[] lowest = progressive ? new int[64] : [];
        Array.Fill(lowest, -1);
        return new FrameComponent
        {
            Id = bytes[0],
            HorizontalFactor = horizontal,
            VerticalFactor = vertical,
            QuantizationSlot = slot,
            LowestBits = lowest,
        };
    }

    private static bool ContainsAnyId(this Span<FrameComponent> components, byte id)
    {
        foreach (FrameComponent component in components)
        {
            if (component.Id == id) return true;
        }

        return false;
    }
}
