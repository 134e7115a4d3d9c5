using System.Text;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know JSON's values, members and strings.</summary>
internal static class JsonMutations
{
    private const int DeepNesting = 1100;

    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-1", "1", "3", "4", "5", "-0", "0.5", "1.5", "1e3", "1e400", "-1e400", "1e-400", "2147483647", "2147483648", "-2147483648",
            "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "123456789012345678901234567890", "\"\"", "\"x\"", "\" \"",
            "[]", "{}", "[[]]", "[null]", "[0]", "[1, 2]", "[\"x\"]", "{\"x\": 1}", "{\"x\": 1, \"x\": 2}", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"a\\nb\"",
            "\"Infinity\"", "\"NaN\"", "\"1\"", "\"../../x\"", "\"\\u202e\"", "01", "+1", ".5", "1.", "NaN", "Infinity", "'x'", "nul", "\"\\x\"",
        }.Select(Encoding.UTF8.GetBytes),
        [(byte)'"', 0xFF, 0xC0, 0x80, (byte)'"'],
        [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'],
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        ReplaceValue, ReplaceValue, ReplaceValue, ReplaceByOther, ReplaceByOther, RemoveMember, RepeatMember, RepeatMember, RenameKey, ChangeString, ChangeNumber, Nest, Comment,
    ];

    /// <summary>Values and keys of a text, as ranges; a container's range holds those of what is in it.</summary>
    private static List<(int Start, int End, bool IsKey)> Nodes(byte[] text)
    {
        List<(int Start, int End, bool IsKey)> nodes = [];
        Stack<int> open = [];
        for (int at = 0; at < text.Length; at++)
        {
            int start = at;
            switch (text[at])
            {
                case (byte)'{' or (byte)'[':
                    open.Push(nodes.Count);
                    nodes.Add((at, text.Length, false));
                    break;
                case (byte)'}' or (byte)']':
                    if (open.TryPop(out int container)) nodes[container] = (nodes[container].Start, at + 1, false);
                    break;
                case (byte)'"':
                    for (at++; at < text.Length && text[at] != '"'; at++)
                    {
                        if (text[at] == '\\') at++;
                    }

                    int end = Math.Min(at + 1, text.Length), next = end;
                    while (next < text.Length && text[next] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') next++;
                    nodes.Add((start, end, next < text.Length && text[next] == ':'));
                    break;
                case (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (>= (byte)'a' and <= (byte)'z'):
                    while (at + 1 < text.Length && (char.IsAsciiLetterOrDigit((char)text[at + 1]) || text[at + 1] is (byte)'.' or (byte)'+' or (byte)'-')) at++;
                    nodes.Add((start, at + 1, false));
                    break;
            }
        }

        return nodes;
    }

    private static byte[] Replace(byte[] text, int start, int end, ReadOnlySpan<byte> value) => [.. text[..start], .. value, .. text[end..]];

    private static (int Start, int End)? Pick(byte[] text, FuzzRandom random, bool isKey = false)
    {
        (int Start, int End, bool IsKey)[] nodes = [.. Nodes(text).Where(node => node.IsKey == isKey)];
        if (nodes.Length == 0) return null;
        (int start, int end, _) = random.Of<(int, int, bool)>(nodes);
        return (start, end);
    }

    private static byte[] ReplaceValue(byte[] text, FuzzRandom random) =>
        Pick(text, random) is var (start, end) ? Replace(text, start, end, random.Of<byte[]>(Values)) : text;

    private static byte[] ReplaceByOther(byte[] text, FuzzRandom random) =>
        Pick(text, random) is var (start, end) && Pick(text, random) is var (from, to) ? Replace(text, start, end, text.AsSpan(from, to - from)) : text;

    /// <summary>A key and its value with the comma behind them, or an item of a list.</summary>
    private static (int Start, int End)? Member(byte[] text, FuzzRandom random)
    {
        if (Pick(text, random, isKey: random.Below(3) > 0) is not var (start, end)) return null;
        if (end < text.Length && text[end] == ':')
        {
            (int Start, int End, bool IsKey) value = Nodes(text).FirstOrDefault(node => node.Start > end);
            end = Math.Max(end, value.End);
        }

        while (end < text.Length && text[end] is (byte)',' or (byte)' ') end++;
        return (start, end);
    }

    private static byte[] RemoveMember(byte[] text, FuzzRandom random) => Member(text, random) is var (start, end) ? Replace(text, start, end, []) : text;

    private static byte[] RepeatMember(byte[] text, FuzzRandom random)
    {
        if (Member(text, random) is not var (start, end)) return text;
        byte[] member = text[start..end];
        if (member.Length > 0 && !member.Contains((byte)',')) member = [.. member, (byte)','];
        int times = random.OneIn(8) ? random.Between(2, 400) : 1;
        return Replace(text, start, start, [.. Enumerable.Repeat(member, times).SelectMany(one => one)]);
    }

    private static byte[] RenameKey(byte[] text, FuzzRandom random) =>
        Pick(text, random, isKey: true) is var (start, end) && Pick(text, random, isKey: true) is var (from, to)
            ? Replace(text, start, end, random.OneIn(3) ? random.Of<byte[]>(Values) : text.AsSpan(from, to - from))
            : text;

    private static byte[] ChangeString(byte[] text, FuzzRandom random) =>
        Pick(text, random, isKey: random.OneIn(3)) is var (start, end) && text[start] == '"' && end - start > 1
            ? Replace(text, start + 1, end - 1, random.OneIn(8) ? [.. Enumerable.Repeat((byte)'a', random.Small(1 << 14))] : ByteMutations.Any(text[(start + 1)..(end - 1)], random))
            : text;

    private static byte[] ChangeNumber(byte[] text, FuzzRandom random)
    {
        (int Start, int End, bool IsKey)[] numbers = [.. Nodes(text).Where(node => char.IsAsciiDigit((char)text[node.Start]) || text[node.Start] == '-')];
        if (numbers.Length == 0) return text;
        (int start, int end, _) = random.Of<(int, int, bool)>(numbers);
        return Replace(text, start, end, Encoding.ASCII.GetBytes(random.Of(ByteMutations.Edges).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Puts a value into many containers.</summary>
    private static byte[] Nest(byte[] text, FuzzRandom random)
    {
        if (Pick(text, random) is not var (start, end)) return text;
        int depth = 1 + random.Small(DeepNesting);
        bool lists = random.OneIn(2);
        byte[] opening = lists ? "["u8.ToArray() : "{\"x\":"u8.ToArray(), closing = lists ? "]"u8.ToArray() : "}"u8.ToArray();
        return Replace(text, start, end, [.. Enumerable.Repeat(opening, depth).SelectMany(one => one), .. text[start..end], .. Enumerable.Repeat(closing, depth).SelectMany(one => one)]);
    }

    private static byte[] Comment(byte[] text, FuzzRandom random) =>
        Pick(text, random) is var (start, _) ? Replace(text, start, start, random.OneIn(2) ? "/* x */"u8 : "// x\n"u8) : text;
}
