using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know markers, segments and scans of a JPEG.</summary>
internal static class JpegMutations
{
    private const byte Sof0 = 0xC0;
    private const byte Sof2 = 0xC2;
    private const byte Dht = 0xC4;
    private const byte Sos = 0xDA;
    private const byte Dqt = 0xDB;
    private const byte Dri = 0xDD;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        ChangeFrame, ChangeFrame, ChangeScan, ChangeScan, ChangeHuffman, ChangeHuffman, ChangeQuantization, ChangeSegment, LieAboutLength,
        ChangeParts, ChangeParts, SetRestartInterval, ChangeData, ChangeData, InsertRestarts, InsertNote, RepeatScan, MakeProgressive,
    ];

    /// <summary>Pieces of the file, at least one: what stands before the first marker, each segment with its marker, the data of each scan.</summary>
    public static List<byte[]> Split(byte[] file)
    {
        List<byte[]> parts = [];
        int start = 0, at = 0;
        while (at + 1 < file.Length)
        {
            if (file[at] != 0xFF || file[at + 1] is 0 or 0xFF or (>= 0xD0 and <= 0xD7))
            {
                at++;
                continue;
            }

            if (at > start) parts.Add(file[start..at]);
            int length = file[at + 1] is 0xD8 or 0xD9 or 1 || at + 3 >= file.Length ? 2 : 2 + ((file[at + 2] << 8) | file[at + 3]);
            start = Math.Min(file.Length, at + length);
            parts.Add(file[at..start]);
            at = start;
        }

        if (start < file.Length || parts.Count == 0) parts.Add(file[start..]);
        return parts;
    }

    private static byte[] Join(List<byte[]> parts) => [.. parts.SelectMany(part => part)];

    private static bool IsSegment(byte[] part) => part.Length >= 4 && part[0] == 0xFF && part[1] is not (0xD8 or 0xD9);

    private static byte[] Segment(byte marker, params byte[] payload) =>
        [0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    /// <summary>Changes one segment of some markers' in place.</summary>
    private static byte[] Change(byte[] file, FuzzRandom random, Func<byte, bool> wanted, Action<byte[]> change)
    {
        List<byte[]> parts = Split(file);
        int[] places = [.. parts.Index().Where(part => IsSegment(part.Item) && wanted(part.Item[1])).Select(part => part.Index)];
        if (places.Length == 0) return file;
        int place = random.Of<int>(places);
        change(parts[place] = [.. parts[place]]);
        return Join(parts);
    }

    private static byte[] ChangeFrame(byte[] file, FuzzRandom random) => Change(file, random, marker => marker is >= Sof0 and <= Sof2, frame =>
    {
        switch (random.Below(7))
        {
            case 0:
                frame[1] = random.OneIn(4) ? (byte)random.Between(0xC0, 0xCF) : random.Of<byte>(0xC0, 0xC1, 0xC2);
                break;
            case 1 when frame.Length > 8:
                int side = random.Of(5, 7);
                int size = random.OneIn(3) ? (int)random.Of(ByteMutations.Edges) : random.Between(0, 200);
                (frame[side], frame[side + 1]) = ((byte)(size >> 8), (byte)size);
                break;
            case 2 when frame.Length > 9:
                frame[9] = (byte)random.Between(0, 5);
                break;
            case 3 when frame.Length > 4:
                frame[4] = random.Of<byte>(1, 8, 12, 16);
                break;
            case 4 when frame.Length > 12:
                frame[10 + (3 * random.Below((frame.Length - 10) / 3))] = (byte)random.Between(0, 4);
                break;
            case 5 when frame.Length > 12:
                frame[12 + (3 * random.Below((frame.Length - 10) / 3))] = (byte)random.Between(0, 4);
                break;
            default:
                if (frame.Length > 12)
                {
                    byte factors = random.OneIn(6) ? (byte)random.Next() : (byte)((random.Between(1, 4) << 4) | random.Between(1, 4));
                    frame[11 + (3 * random.Below((frame.Length - 10) / 3))] = factors;
                }

                break;
        }
    });

    private static byte[] ChangeScan(byte[] file, FuzzRandom random) => Change(file, random, marker => marker == Sos, scan =>
    {
        if (scan.Length < 8) return;
        switch (random.Below(5))
        {
            case 0:
                scan[4] = (byte)random.Between(0, 5);
                break;
            case 1:
                scan[^3] = (byte)random.Between(0, 64);
                scan[^2] = (byte)random.Between(0, 64);
                break;
            case 2:
                scan[^1] = random.OneIn(3) ? (byte)random.Next() : (byte)((random.Below(4) << 4) | random.Below(4));
                break;
            case 3:
                scan[5] = (byte)random.Between(0, 4);
                break;
            default:
                scan[6] = random.Of<byte>(0, 0x11, 0x10, 0x01, 0x22, 0x33, 0x44);
                break;
        }
    });

    private static byte[] ChangeHuffman(byte[] file, FuzzRandom random) => Change(file, random, marker => marker == Dht, table =>
    {
        if (table.Length < 22) return;
        switch (random.Below(4))
        {
            case 0:
                table[4] = random.Of<byte>(0, 1, 2, 3, 0x10, 0x11, 0x12, 0x13, 0x20, 0x04);
                break;
            case 1: // A code moves to another length.
                int from = random.Between(5, 20), to = random.Between(5, 20);
                table[from]--;
                table[to]++;
                break;
            case 2:
                table[random.Between(5, 20)] = (byte)random.Small(256);
                break;
            default:
                table[random.Between(21, table.Length - 1)] = random.OneIn(2) ? (byte)random.Next() : random.Of<byte>(0, 0xF0, 0x01, 0x0F, 0x10, 0xFF, 0xE0);
                break;
        }
    });

    private static byte[] ChangeQuantization(byte[] file, FuzzRandom random) => Change(file, random, marker => marker == Dqt, table =>
    {
        if (table.Length < 6) return;
        int place = random.OneIn(3) ? 4 : random.Between(5, table.Length - 1);
        table[place] = random.Of<byte>(0, 1, 2, 3, 16, 0x7F, 0x80, 0xFF);
    });

    private static byte[] ChangeSegment(byte[] file, FuzzRandom random)
    {
        List<byte[]> parts = Split(file);
        int place = random.Below(parts.Count);
        if (IsSegment(parts[place]))
        {
            byte[] payload = ByteMutations.Any(parts[place][4..], random);
            parts[place] = Segment(parts[place][1], payload[..Math.Min(payload.Length, 65533)]);
        }

        return Join(parts);
    }

    private static byte[] LieAboutLength(byte[] file, FuzzRandom random) => Change(file, random, _ => true, segment =>
    {
        int length = random.OneIn(2) ? ((segment[2] << 8) | segment[3]) + random.Between(-20, 20) : (int)random.Of(ByteMutations.Edges);
        (segment[2], segment[3]) = ((byte)(length >> 8), (byte)length);
    });

    private static byte[] ChangeParts(byte[] file, FuzzRandom random)
    {
        List<byte[]> parts = Split(file);
        int from = random.Below(parts.Count), to = random.Below(parts.Count);
        byte[] moved = parts[from];
        if (random.OneIn(2)) parts.RemoveAt(from);
        if (random.OneIn(2)) parts.Insert(Math.Min(to, parts.Count), moved);
        return Join(parts);
    }

    private static byte[] SetRestartInterval(byte[] file, FuzzRandom random)
    {
        int interval = random.OneIn(4) ? (int)random.Of(ByteMutations.Edges) : random.Between(0, 9);
        return InsertBefore(file, random, Segment(Dri, (byte)(interval >> 8), (byte)interval));
    }

    private static byte[] InsertNote(byte[] file, FuzzRandom random) => InsertBefore(file, random, random.Below(4) switch
    {
        0 => Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)random.Between(0, 3)]),
        1 => Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
        2 => Segment(0xE1, [.. "Exif\0\0II*\0\b\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0"u8, (byte)random.Between(0, 9), 0, 0, 0, 0, 0, 0, 0]),
        _ => Segment((byte)random.Between(0xC0, 0xFE), random.Bytes(random.Small(64))),
    });

    private static byte[] InsertBefore(byte[] file, FuzzRandom random, byte[] segment)
    {
        List<byte[]> parts = Split(file);
        parts.Insert(Math.Min(parts.Count, 1 + random.Below(Math.Max(1, parts.Count - 1))), segment);
        return Join(parts);
    }

    private static byte[] ChangeData(byte[] file, FuzzRandom random)
    {
        List<byte[]> parts = Split(file);
        int[] places = [.. parts.Index().Where(part => part.Item is [not 0xFF, ..]).Select(part => part.Index)];
        if (places.Length == 0) return file;
        int place = random.Of<int>(places);
        parts[place] = random.Below(4) switch
        {
            0 => parts[place][..random.Below(parts[place].Length)],
            1 => [.. parts[place][..random.Below(parts[place].Length)], .. random.Bytes(random.Small(64))],
            2 => [.. Enumerable.Repeat(random.Of<byte>(0, 0x55, 0xAA, 0xFE), parts[place].Length)],
            _ => ByteMutations.Any(parts[place], random),
        };
        return Join(parts);
    }

    private static byte[] InsertRestarts(byte[] file, FuzzRandom random)
    {
        int at = random.Below(file.Length + 1), count = random.OneIn(4) ? random.Between(2, 300) : 1, first = random.Below(8);
        return [.. file[..at], .. Enumerable.Range(first, count).SelectMany(number => (byte[])[0xFF, (byte)(0xD0 | (number & 7))]), .. file[at..]];
    }

    private static byte[] RepeatScan(byte[] file, FuzzRandom random)
    {
        List<byte[]> parts = Split(file);
        int scan = parts.FindLastIndex(part => part.Length > 2 && part[0] == 0xFF && part[1] == Sos);
        if (scan < 0) return file;
        byte[][] whole = [.. parts[scan..Math.Min(parts.Count, scan + 2)]];
        int times = random.OneIn(4) ? random.Between(2, 300) : 1;
        for (int i = 0; i < times; i++) parts.InsertRange(scan, whole);
        return Join(parts);
    }

    /// <summary>Gives a sequential file the progressive marker and scans that such a file may have.</summary>
    private static byte[] MakeProgressive(byte[] file, FuzzRandom random)
    {
        List<byte[]> parts = Split(file);
        int frame = parts.FindIndex(part => part.Length > 12 && part[0] == 0xFF && part[1] is Sof0 or 0xC1 or Sof2);
        int scan = parts.FindIndex(part => part.Length > 2 && part[0] == 0xFF && part[1] == Sos);
        if (frame < 0 || scan < 0) return file;
        parts[frame] = [0xFF, Sof2, .. parts[frame][2..]];
        byte id = parts[frame][10];
        byte last = (byte)random.Between(1, 63);
        for (int i = random.Between(1, 4); i > 0; i--)
        {
            byte low = (byte)random.Below(4);
            parts.Insert(random.Between(scan, parts.Count), Segment(Sos, 1, id, 0, random.Of<byte>(0, 1, last), last, random.OneIn(2) ? low : (byte)(((low + 1) << 4) | low)));
            parts.Insert(random.Between(scan, parts.Count), random.Bytes(random.Small(200)));
        }

        return Join(parts);
    }
}
