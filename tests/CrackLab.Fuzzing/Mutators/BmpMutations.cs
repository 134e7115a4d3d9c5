using System.Buffers.Binary;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know a bitmap's headers and run-length codes.</summary>
internal static class BmpMutations
{
    private const int InfoEnd = 54;

    /// <summary>Fields of the headers: place and length.</summary>
    private static readonly (int At, int Length)[] Fields =
        [(10, 4), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2), (30, 4), (34, 4), (46, 4), (50, 4), (54, 4), (58, 4), (62, 4), (66, 4), (18, 2), (20, 2), (22, 2), (24, 2)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [SetField, SetField, SetField, SetSize, SetKind, SetPacking, SetMask, ChangeRuns, ChangeRuns, ChangePalette];

    private static byte[] SetField(byte[] file, FuzzRandom random)
    {
        byte[] output = [.. file];
        (int at, int length) = random.Of<(int, int)>(Fields);
        if (at + length > output.Length) return output;
        long value = random.OneIn(2) ? random.Of(ByteMutations.Edges) : random.Between(-100, 300);
        if (length == 2) BinaryPrimitives.WriteInt16LittleEndian(output.AsSpan(at), (short)value);
        else BinaryPrimitives.WriteInt32LittleEndian(output.AsSpan(at), (int)value);
        return output;
    }

    private static byte[] SetSize(byte[] file, FuzzRandom random) => Put(file, random.Of(18, 22), random.Between(-70, 70));

    /// <summary>Another length of the second header, which makes it another kind.</summary>
    private static byte[] SetKind(byte[] file, FuzzRandom random) => Put(file, 14, random.Of(12, 16, 40, 52, 56, 64, 108, 124, 0, 200));

    private static byte[] SetPacking(byte[] file, FuzzRandom random)
    {
        byte[] output = Put(file, 30, random.Between(0, 7));
        if (output.Length > 30 && random.OneIn(2)) (output[28], output[29]) = (random.Of<byte>(0, 1, 2, 4, 8, 16, 24, 32, 64), 0);
        return output;
    }

    private static byte[] SetMask(byte[] file, FuzzRandom random)
    {
        int bits = random.Between(0, 32), shift = random.Below(32);
        uint mask = random.OneIn(4) ? (uint)random.Next() : (uint)(((1UL << bits) - 1) << shift);
        return Put(Put(file, 30, random.Of(3, 6)), 54 + (4 * random.Below(4)), (int)mask);
    }

    private static byte[] ChangeRuns(byte[] file, FuzzRandom random)
    {
        if (file.Length < InfoEnd) return file;
        int start = (int)Math.Clamp(BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(10)), InfoEnd, (uint)file.Length);
        int at = random.Between(start, file.Length);
        byte[] code = random.Below(6) switch
        {
            0 => [0, 0],
            1 => [0, 1],
            2 => [0, 2, (byte)random.Small(256), (byte)random.Small(256)],
            3 => [0, (byte)random.Between(3, 40), .. random.Bytes(random.Between(0, 40))],
            4 => [255, (byte)random.Next()],
            _ => [(byte)random.Between(1, 40), (byte)random.Next()],
        };
        return random.OneIn(2) ? [.. file[..at], .. code, .. file[at..]] : [.. file[..at], .. code, .. file[Math.Min(file.Length, at + code.Length)..]];
    }

    private static byte[] ChangePalette(byte[] file, FuzzRandom random) => Put(file, 46, random.Of(0, 1, 2, 3, 15, 16, 17, 255, 256, 257, int.MaxValue, -1));

    private static byte[] Put(byte[] file, int at, int value)
    {
        byte[] output = [.. file];
        if (at + 4 <= output.Length) BinaryPrimitives.WriteInt32LittleEndian(output.AsSpan(at), value);
        return output;
    }
}
