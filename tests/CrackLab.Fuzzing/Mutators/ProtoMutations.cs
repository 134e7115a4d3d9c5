using System.Buffers.Binary;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know the fields of protocol buffers, whatever their schema; lengths of what lies around are mended.</summary>
internal static class ProtoMutations
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;
    private const int LongestVarint = 10;
    private const int MostFields = 2000;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [Change, Change, Change, Change];

    /// <summary>Changes a field of a message, or of a message within it.</summary>
    public static byte[] Change(byte[] message, FuzzRandom random)
    {
        if (Parse(message) is not { Count: > 0 } fields) return ByteMutations.Any(message, random);
        int place = random.Below(fields.Count);
        (uint tag, ulong value, byte[] data) = fields[place];
        switch (random.Below(8))
        {
            case 0:
                fields.RemoveAt(place);
                break;
            case 1:
                int times = random.OneIn(8) ? random.Between(2, 200) : 1;
                fields.InsertRange(random.Below(fields.Count + 1), Enumerable.Repeat(fields[place], times));
                break;
            case 2:
                fields[place] = fields[random.Below(fields.Count)];
                break;
            case 3: // Another number, another wire type.
                fields[place] = (random.OneIn(2) ? (tag & 7) | ((uint)random.Between(1, 24) << 3) : (tag & ~7u) | (uint)random.Below(8), value, data);
                break;
            default:
                fields[place] = (tag & 7) switch
                {
                    Bytes => (tag, value, random.Below(4) > 0 ? Change(data, random) : ByteMutations.Any(data, random)),
                    _ => (tag, random.OneIn(2) ? (ulong)random.Of(ByteMutations.Edges) : (ulong)random.Between(0, 30), data),
                };
                break;
        }

        return Write(fields);
    }

    /// <summary>A message without the fields of one number.</summary>
    public static byte[] Without(byte[] message, int number) => Write([.. Parse(message)!.Where(field => field.Tag >> 3 != number)]);

    private static List<(uint Tag, ulong Value, byte[] Data)>? Parse(byte[] message)
    {
        List<(uint, ulong, byte[])> fields = [];
        for (int at = 0; at < message.Length;)
        {
            if (fields.Count > MostFields || !TryRead(message, ref at, out ulong tag) || tag >> 3 is 0 or > (1 << 29) - 1) return null;
            ulong value = 0;
            byte[] data = [];
            int length;
            switch (tag & 7)
            {
                case Varint when TryRead(message, ref at, out value):
                    break;
                case Fixed64 when at + 8 <= message.Length:
                    value = BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at));
                    at += 8;
                    break;
                case Fixed32 when at + 4 <= message.Length:
                    value = BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at));
                    at += 4;
                    break;
                case Bytes when TryRead(message, ref at, out value) && value <= (ulong)(message.Length - at):
                    length = (int)value;
                    data = message[at..(at + length)];
                    at += length;
                    break;
                default:
                    return null;
            }

            fields.Add(((uint)tag, value, data));
        }

        return fields;
    }

    private static bool TryRead(byte[] message, ref int at, out ulong value)
    {
        value = 0;
        for (int i = 0; i < LongestVarint && at < message.Length; i++)
        {
            byte next = message[at++];
            value |= (ulong)(next & 127) << (7 * i);
            if (next < 128) return true;
        }

        return false;
    }

    private static byte[] Write(List<(uint Tag, ulong Value, byte[] Data)> fields)
    {
        using var stream = new MemoryStream();
        Span<byte> number = stackalloc byte[8];
        foreach ((uint tag, ulong value, byte[] data) in fields)
        {
            Put(stream, tag);
            switch (tag & 7)
            {
                case Fixed64:
                    BinaryPrimitives.WriteUInt64LittleEndian(number, value);
                    stream.Write(number);
                    break;
                case Fixed32:
                    BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)value);
                    stream.Write(number[..4]);
                    break;
                case Bytes:
                    Put(stream, (ulong)data.Length);
                    stream.Write(data);
                    break;
                default:
                    Put(stream, value);
                    break;
            }
        }

        return stream.ToArray();
    }

    private static void Put(MemoryStream stream, ulong value)
    {
        for (; value > 127; value >>= 7) stream.WriteByte((byte)(value | 128));
        stream.WriteByte((byte)value);
    }
}
