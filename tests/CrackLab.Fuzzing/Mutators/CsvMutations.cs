using System.Text;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know the lines and fields of a CSV file.</summary>
internal static class CsvMutations
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "", "\"", "\"\"", "\"\"\"", "\"a,b\"", "\"a\nb\"", "\"a", "a\"b", ",", ",,,,", "\r", "\n", "\r\n", "\r\r\n", "\t", ";", " ", "\0", "\uFEFF", "NaN", "-1", "1e999", "train",
            "test", "validation", "Positive", "../x", "path", "label", "é", "\U0001F600",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE],
        [0xC3],
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [SetField, SetField, SetField, ChangeLines, ChangeLines, ChangeEnds, Lengthen];

    private static byte[] SetField(byte[] file, FuzzRandom random)
    {
        (int start, int end) = Field(file, random);
        byte[] value = random.OneIn(4) ? ByteMutations.Any(file[start..end], random) : random.Of<byte[]>(Pieces);
        return [.. file[..start], .. value, .. file[end..]];
    }

    private static byte[] ChangeLines(byte[] file, FuzzRandom random)
    {
        List<byte[]> lines = [.. Lines(file)];
        int from = random.Below(lines.Count), to = random.Below(lines.Count);
        byte[] moved = lines[from];
        if (random.OneIn(2)) lines.RemoveAt(from);
        for (int times = random.OneIn(8) ? random.Between(2, 300) : random.Below(2); times > 0; times--) lines.Insert(Math.Min(to, lines.Count), moved);
        return [.. lines.SelectMany(line => line)];
    }

    private static byte[] ChangeEnds(byte[] file, FuzzRandom random)
    {
        byte[] end = random.Of<byte[]>("\r\n"u8.ToArray(), "\r"u8.ToArray(), "\n\n"u8.ToArray(), ",\n"u8.ToArray(), []);
        return [.. Lines(file).SelectMany(line => line.Length > 0 && line[^1] == '\n' && random.Below(3) > 0 ? [.. line[..^1], .. end] : line)];
    }

    private static byte[] Lengthen(byte[] file, FuzzRandom random)
    {
        (int start, _) = Field(file, random);
        return [.. file[..start], .. Enumerable.Repeat(random.Of((byte)'a', (byte)'"', (byte)','), 1 + random.Small(1 << 14)), .. file[start..]];
    }

    private static (int Start, int End) Field(byte[] file, FuzzRandom random)
    {
        int start = random.Below(file.Length + 1);
        while (start > 0 && file[start - 1] is not ((byte)',' or (byte)'\n')) start--;
        int end = start;
        while (end < file.Length && file[end] is not ((byte)',' or (byte)'\n')) end++;
        return (start, end);
    }

    private static IEnumerable<byte[]> Lines(byte[] file)
    {
        int start = 0;
        for (int i = 0; i < file.Length; i++)
        {
            if (file[i] != '\n') continue;
            yield return file[start..(i + 1)];
            start = i + 1;
        }

        yield return file[start..];
    }
}
