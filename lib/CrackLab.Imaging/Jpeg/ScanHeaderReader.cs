namespace CrackLab.Imaging.Jpeg;

/// <summary>Reads and checks a start-of-scan segment.</summary>
internal static class ScanHeaderReader
{
    /// <summary>Reads it and hands each component its tables.</summary>
    /// <param name="segment">The segment after its length.</param>
    /// <param name="offset">Where the segment lies in the file.</param>
    /// <param name="frame">The frame that the scan belongs to.</param>
    /// <param name="metadata">Tables in force.</param>
    public static ScanHeader Read(ReadOnlySpan<byte> segment, int offset, Frame frame, Metadata metadata)
    {
        int count = segment.Length > 0 ? segment[0] : 0;
        if (count is < 1 or > 4 || segment.Length < 4 + (2 * count))
        {
            throw Fault.Corrupt(offset, $"JPEG: expected a scan header of 1 to 4 components, received {count} in {segment.Length} bytes");
        }

        FrameComponent[] components = new FrameComponent[count];
        ReadOnlySpan<byte> tail = segment[(1 + (2 * count))..];
        ScanHeader scan = new(
            components, tail[0], tail[1], tail[2] >> 4, tail[2] & 15, metadata.RestartInterval, offset + segment.Length);
        for (int i = 0; i < count; i++)
        {
            FrameComponent component = Find(frame, segment[1 + (2 * i)], offset);
            if (components.AsSpan(0, i).Contains(component))
            {
                throw Fault.Corrupt(offset, $"JPEG: expected different components in a scan, received {component.Id} twice");
            }

            components[i] = component;
        }

        CheckRange(scan, frame, offset);
        for (int i = 0; i < count; i++)
        {
            int tables = segment[2 + (2 * i)];
            Attach(components[i], scan, tables >> 4, tables & 15, metadata, offset);
        }

        return scan;
    }

    private static FrameComponent Find(Frame frame, byte id, int offset) =>
        Array.Find(frame.Components, c => c.Id == id)
        ?? throw Fault.Corrupt(offset, $"JPEG: expected a component of the frame in a scan, received {id}");

    private static void CheckRange(ScanHeader scan, Frame frame, int offset)
    {
        // Sequential scans hold everything; some writers leave nonsense in these fields, which readers ignore.
        if (!frame.IsProgressive) return;
        bool valid = scan.First == 0 ? scan.Last == 0 : scan.First <= scan.Last && scan.Last < 64 && scan.Components.Length == 1;
        if (!valid || scan.Low > 13 || (scan.High != 0 && scan.Low != scan.High - 1))
        {
            throw Fault.Corrupt(
                offset,
                $"JPEG: expected a valid progressive scan, received coefficients {scan.First} to {scan.Last}, bits {scan.High} to {scan.Low}");
        }
    }

    private static void Attach(FrameComponent component, ScanHeader scan, int dc, int ac, Metadata metadata, int offset)
    {
        bool sequential = component.LowestBits.Length == 0;
        if (sequential || (scan.First == 0 && scan.High == 0))
        {
            component.DcTable = Table(metadata.DcTables, dc, "DC", offset);
            if (component.DcTable.HighestSymbol > 15)
            {
                throw Fault.Corrupt(offset, $"JPEG: expected DC symbols of at most 15, received {component.DcTable.HighestSymbol}");
            }
        }

        if (sequential || scan.First > 0) component.AcTable = Table(metadata.AcTables, ac, "AC", offset);
        component.Quantization ??= metadata.Quantization[component.QuantizationSlot]
            ?? throw Fault.Corrupt(offset, $"JPEG: expected quantization table {component.QuantizationSlot} before its scan, received none");
        component.Prediction = 0;
    }

    private static HuffmanTable Table(HuffmanTable?[] tables, int slot, string kind, int offset)
    {
        HuffmanTable table = (slot < tables.Length ? tables[slot] : null)
            ?? throw Fault.Corrupt(offset, $"JPEG: expected {kind} Huffman table {slot} before its scan, received none");
        table.Prepare();
        return table;
    }
}
