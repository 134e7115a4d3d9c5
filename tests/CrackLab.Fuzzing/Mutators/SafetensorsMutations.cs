using System.Buffers.Binary;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know the header of a safetensors file; its length is mended.</summary>
internal static class SafetensorsMutations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [ChangeHeader, ChangeHeader, ChangeHeader, ChangeMetadata, ChangeMetadata, LieAboutLength, ChangeData];

    private static byte[] ChangeHeader(byte[] file, FuzzRandom random) => WithHeader(file, header => random.Of(JsonMutations.All)(header, random));

    /// <summary>Changes the JSON that stands as text in the JSON: the architecture and the like.</summary>
    private static byte[] ChangeMetadata(byte[] file, FuzzRandom random) => WithHeader(file, header =>
    {
        int start = header.AsSpan().IndexOf("\"{"u8), length = start < 0 ? -1 : header.AsSpan(start).IndexOf("}\""u8);
        if (length < 0) return header;
        string inner = System.Text.RegularExpressions.Regex.Replace(
            System.Text.Encoding.Latin1.GetString(header, start + 1, length), "\\\\u0022", "\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        byte[] changed = random.Of(JsonMutations.All)(System.Text.Encoding.Latin1.GetBytes(inner), random);
        string back = System.Text.Encoding.Latin1.GetString(changed).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\u0022", StringComparison.Ordinal);
        return [.. header[..(start + 1)], .. System.Text.Encoding.Latin1.GetBytes(back), .. header[(start + 1 + length)..]];
    });

    private static byte[] WithHeader(byte[] file, Func<byte[], byte[]> change)
    {
        if (Header(file) is not { } length) return file;
        byte[] header = change(file[8..(8 + length)]);
        byte[] output = [0, 0, 0, 0, 0, 0, 0, 0, .. header, .. file[(8 + length)..]];
        BinaryPrimitives.WriteInt64LittleEndian(output, header.Length);
        return output;
    }

    private static byte[] LieAboutLength(byte[] file, FuzzRandom random)
    {
        byte[] output = [.. file];
        if (output.Length >= 8) BinaryPrimitives.WriteInt64LittleEndian(output, random.OneIn(2) ? random.Of(ByteMutations.Edges) : random.Between(0, file.Length));
        return output;
    }

    private static byte[] ChangeData(byte[] file, FuzzRandom random) =>
        Header(file) is { } length ? [.. file[..(8 + length)], .. ByteMutations.Any(file[(8 + length)..], random)] : file;

    private static int? Header(byte[] file) =>
        file.Length >= 8 && BinaryPrimitives.ReadUInt64LittleEndian(file) is var length && length <= (ulong)(file.Length - 8) ? (int)length : null;
}
