using System.Buffers.Binary;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know of no format.</summary>
internal static class ByteMutations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        FlipBit, FlipBit, SetByte, SetByte, Add, SetNumber, SetNumber, Delete, Duplicate, InsertRandom, InsertRun, CopyOver, Swap, Zero, Cut, Append,
    ];

    /// <summary>Numbers at the edges of what programs reckon with.</summary>
    public static IReadOnlyList<long> Edges { get; } =
    [
        0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 65, 100, 127, 128, 129, 255, 256, 257, 512, 1000, 1023, 1024, 4096, 32767, 32768, 65500,
        65534, 65535, 65536, 1 << 20, (1 << 24) - 1, 1 << 24, int.MaxValue - 1, int.MaxValue, 1L << 31, uint.MaxValue - 1, uint.MaxValue, 1L << 32,
        long.MaxValue - 7, long.MaxValue, long.MinValue, -1, -2, -4, -128, -32768, int.MinValue,
    ];

    /// <summary>The beginning of one file and the end of another.</summary>
    public static byte[] Splice(byte[] first, byte[] second, FuzzRandom random) =>
        [.. first[..random.Below(first.Length + 1)], .. second[random.Below(second.Length + 1)..]];

    /// <summary>Some change to a part of a file, whose length may change.</summary>
    public static byte[] Any(byte[] part, FuzzRandom random) => random.Of(All)(part, random);

    /// <summary>Writes an edge number of 1, 2, 4 or 8 bytes.</summary>
    public static void PutEdge(Span<byte> target, FuzzRandom random)
    {
        long value = random.Of(Edges);
        bool little = random.OneIn(2);
        switch (target.Length)
        {
            case >= 8 when random.OneIn(6):
                if (little) BinaryPrimitives.WriteInt64LittleEndian(target, value);
                else BinaryPrimitives.WriteInt64BigEndian(target, value);
                break;
            case >= 4 when random.OneIn(2):
                if (little) BinaryPrimitives.WriteInt32LittleEndian(target, (int)value);
                else BinaryPrimitives.WriteInt32BigEndian(target, (int)value);
                break;
            case >= 2 when random.Below(3) > 0:
                if (little) BinaryPrimitives.WriteInt16LittleEndian(target, (short)value);
                else BinaryPrimitives.WriteInt16BigEndian(target, (short)value);
                break;
            case >= 1:
                target[0] = (byte)value;
                break;
        }
    }

    private static byte[] FlipBit(byte[] input, FuzzRandom random) => At(input, random, (ref byte value) => value ^= (byte)(1 << random.Below(8)));

    private static byte[] SetByte(byte[] input, FuzzRandom random) =>
        At(input, random, (ref byte value) => value = random.OneIn(2) ? (byte)random.Next() : random.Of<byte>(0, 1, 0x7F, 0x80, 0xFE, 0xFF, 0xD8, 0x20, 0x22));

    private static byte[] Add(byte[] input, FuzzRandom random) => At(input, random, (ref byte value) => value += (byte)random.Between(-35, 35));

    private static byte[] SetNumber(byte[] input, FuzzRandom random)
    {
        byte[] output = [.. input];
        if (output.Length > 0) PutEdge(output.AsSpan(Place(output, random)), random);
        return output;
    }

    private static byte[] Delete(byte[] input, FuzzRandom random)
    {
        (int start, int length) = Block(input, random);
        return [.. input[..start], .. input[(start + length)..]];
    }

    private static byte[] Duplicate(byte[] input, FuzzRandom random)
    {
        (int start, int length) = Block(input, random);
        int at = random.OneIn(2) ? start : Place(input, random);
        int times = random.OneIn(8) ? random.Between(2, 40) : 1;
        return [.. input[..at], .. Enumerable.Repeat(input[start..(start + length)], times).SelectMany(block => block), .. input[at..]];
    }

    private static byte[] InsertRandom(byte[] input, FuzzRandom random)
    {
        int at = Place(input, random);
        return [.. input[..at], .. random.Bytes(1 + random.Small(64)), .. input[at..]];
    }

    private static byte[] InsertRun(byte[] input, FuzzRandom random)
    {
        int at = Place(input, random);
        byte value = random.OneIn(2) ? (byte)random.Next() : random.Of<byte>(0, 0xFF, 0x20, 0x5B, 0x7B, 0x22, 0x2C, 0x0A);
        return [.. input[..at], .. Enumerable.Repeat(value, 1 + random.Small(1 << 12)), .. input[at..]];
    }

    private static byte[] CopyOver(byte[] input, FuzzRandom random)
    {
        byte[] output = [.. input];
        (int start, int length) = Block(input, random);
        int at = Place(input, random);
        input.AsSpan(start, Math.Min(length, input.Length - at)).CopyTo(output.AsSpan(at));
        return output;
    }

    private static byte[] Swap(byte[] input, FuzzRandom random)
    {
        byte[] output = [.. input];
        (int start, int length) = Block(input, random);
        int at = Place(input, random);
        length = Math.Min(length, input.Length - at);
        input.AsSpan(start, length).CopyTo(output.AsSpan(at));
        input.AsSpan(at, length).CopyTo(output.AsSpan(start));
        return output;
    }

    private static byte[] Zero(byte[] input, FuzzRandom random)
    {
        byte[] output = [.. input];
        (int start, int length) = Block(input, random);
        output.AsSpan(start, length).Fill(random.OneIn(2) ? (byte)0 : (byte)0xFF);
        return output;
    }

    private static byte[] Cut(byte[] input, FuzzRandom random) => random.OneIn(4) ? input[..Place(input, random)] : input;

    private static byte[] Append(byte[] input, FuzzRandom random) => [.. input, .. random.Bytes(1 + random.Small(32))];

    private delegate void Change(ref byte value);

    private static byte[] At(byte[] input, FuzzRandom random, Change change)
    {
        byte[] output = [.. input];
        if (output.Length > 0) change(ref output[Place(output, random)]);
        return output;
    }

    /// <summary>A place in the file, in its beginning more often than elsewhere: there the headers are.</summary>
    private static int Place(byte[] input, FuzzRandom random) =>
        input.Length == 0 ? 0 : random.OneIn(2) ? random.Small(input.Length) : random.Below(input.Length);

    private static (int Start, int Length) Block(byte[] input, FuzzRandom random)
    {
        if (input.Length == 0) return (0, 0);
        int start = Place(input, random);
        return (start, Math.Min(input.Length - start, 1 + random.Small(256)));
    }
}
