using System.Buffers.Binary;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know the directories of a TIFF structure within a JPEG or PNG.</summary>
internal static class TiffMutations
{
    private const int EntryLength = 12;

    /// <summary>Tags that are read: orientation, make, model, dates, directories, place.</summary>
    private static readonly ushort[] Tags =
        [0x0112, 0x010F, 0x0110, 0x0132, 0x8769, 0x8825, 0x9003, 0x9004, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292, 1, 2, 3, 4, 5, 6];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [ChangeEntry, ChangeEntry, ChangeEntry, ChangeStart, ChangeCount, ChangeValue, Turn];

    private static byte[] ChangeEntry(byte[] file, FuzzRandom random) => Within(file, random, (tiff, little) =>
    {
        if (Entry(tiff, little, random) is not { } entry) return;
        switch (random.Below(5))
        {
            case 0:
                Put16(tiff, entry, random.Of<ushort>(Tags), little);
                break;
            case 1:
                Put16(tiff, entry + 2, random.OneIn(8) ? (int)random.Next() : random.Of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 129), little);
                break;
            case 2:
                Put32(tiff, entry + 4, random.OneIn(2) ? random.Of(ByteMutations.Edges) : random.Between(0, 40), little);
                break;
            case 3:
                Put32(tiff, entry + 8, random.OneIn(2) ? random.Of(ByteMutations.Edges) : random.Between(0, tiff.Length + 4), little);
                break;
            default:
                Put32(tiff, entry + 8, random.Between(0, 9), little);
                break;
        }
    });

    private static byte[] ChangeStart(byte[] file, FuzzRandom random) => Within(file, random, (tiff, little) =>
    {
        if (tiff.Length >= 8) Put32(tiff, 4, random.OneIn(2) ? random.Of(ByteMutations.Edges) : random.Between(0, tiff.Length + 4), little);
    });

    private static byte[] ChangeCount(byte[] file, FuzzRandom random) => Within(file, random, (tiff, little) =>
    {
        if (Directory(tiff, little, random) is { } at) Put16(tiff, at, random.OneIn(2) ? (int)random.Of(ByteMutations.Edges) : random.Between(0, 40), little);
    });

    private static byte[] ChangeValue(byte[] file, FuzzRandom random) => Within(file, random, (tiff, _) =>
    {
        if (tiff.Length > 8) ByteMutations.PutEdge(tiff[random.Between(8, tiff.Length - 1)..], random);
    });

    /// <summary>The other byte order, without turning the numbers.</summary>
    private static byte[] Turn(byte[] file, FuzzRandom random) => Within(file, random, (tiff, little) =>
    {
        if (tiff.Length >= 4) (little ? "MM\0*"u8 : "II*\0"u8).CopyTo(tiff);
    });

    private delegate void Change(Span<byte> tiff, bool little);

    private static byte[] Within(byte[] file, FuzzRandom random, Change change)
    {
        byte[] output = [.. file];
        int little = output.AsSpan().IndexOf("II*\0"u8), big = output.AsSpan().IndexOf("MM\0*"u8);
        int start = little < 0 ? big : big < 0 ? little : Math.Min(little, big);
        if (start < 0) return output;
        change(output.AsSpan(start), start == little);
        return file[0] == 0x89 ? PngMutations.MendChecksums(output, random) : output;
    }

    /// <summary>Where one of the directories begins.</summary>
    private static int? Directory(ReadOnlySpan<byte> tiff, bool little, FuzzRandom random)
    {
        if (tiff.Length < 8) return null;
        long at = Get32(tiff, 4, little);
        for (int depth = random.Below(3); depth > 0 && at + 2 <= tiff.Length; depth--)
        {
            int count = Get16(tiff, (int)at, little);
            for (int i = 0; i < count; i++)
            {
                long entry = at + 2 + ((long)i * EntryLength);
                if (entry + EntryLength > tiff.Length) break;
                if (Get16(tiff, (int)entry, little) is 0x8769 or 0x8825)
                {
                    at = Get32(tiff, (int)entry + 8, little);
                    break;
                }
            }
        }

        return at + 2 <= tiff.Length ? (int)at : null;
    }

    private static int? Entry(ReadOnlySpan<byte> tiff, bool little, FuzzRandom random)
    {
        if (Directory(tiff, little, random) is not { } at) return null;
        int count = Math.Min(Get16(tiff, at, little), (tiff.Length - at - 2) / EntryLength);
        return count > 0 ? at + 2 + (random.Below(count) * EntryLength) : null;
    }

    private static int Get16(ReadOnlySpan<byte> tiff, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]);

    private static uint Get32(ReadOnlySpan<byte> tiff, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[at..]);

    private static void Put16(Span<byte> tiff, int at, int value, bool little)
    {
        if (little) BinaryPrimitives.WriteInt16LittleEndian(tiff[at..], (short)value);
        else BinaryPrimitives.WriteInt16BigEndian(tiff[at..], (short)value);
    }

    private static void Put32(Span<byte> tiff, int at, long value, bool little)
    {
        if (little) BinaryPrimitives.WriteInt32LittleEndian(tiff[at..], (int)value);
        else BinaryPrimitives.WriteInt32BigEndian(tiff[at..], (int)value);
    }
}
