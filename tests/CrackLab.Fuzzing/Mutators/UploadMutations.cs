using System.Text;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know what an upload is made of: a query, headers, parts between boundaries.</summary>
internal static class UploadMutations
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "--x\r\n", "--x--\r\n", "\r\n--x\r\n", "\r\n--x", "--", "\r\n", "\r\n\r\n", "\n", ":", ";", "\"", "\"\"", "=", "x", "--y\r\n", " ", "\0", "%00", "%zz", "+",
            "Content-Disposition: form-data; name=\"a\"; filename=\"b.jpg\"\r\n", "Content-Disposition: form-data; name=\"a\"\r\n", "Content-Disposition: \r\n",
            "filename*=UTF-8''%e6%a9%8b.jpg", "filename*=UTF-8''%ff%fe", "filename*=x", "filename=\"../../a\"", "filename=\"\"", "Content-Type: image/jpeg\r\n",
            "Content-Type: image/png\r\n", "Content-Type: text/html\r\n", "image/bmp", "image/jpeg", "multipart/form-data", "boundary=\"x\"", "boundary=", "X: y\r\n",
            "sensitivity=0.5", "steps=101", "steps=2", "minArea=1e12", "mmPerPixel=NaN", "window=64", "name=a", "&", "&&", "unknown=1", "é", "\U0001F600", "\u202E",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xD8, 0xFF],
        [0xC3],
    ];

    private static readonly byte[] Marks = "\r\n;=\"&:-"u8.ToArray();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [Put, Put, Put, TakeOut, Repeat, Lengthen];

    private static byte[] Put(byte[] input, FuzzRandom random)
    {
        int at = Mark(input, random), end = random.OneIn(2) ? at : Math.Min(input.Length, at + random.Small(40));
        return [.. input[..at], .. random.Of<byte[]>(Pieces), .. input[end..]];
    }

    private static byte[] TakeOut(byte[] input, FuzzRandom random)
    {
        (int first, int second) = (Mark(input, random), Mark(input, random));
        return [.. input[..Math.Min(first, second)], .. input[Math.Max(first, second)..]];
    }

    private static byte[] Repeat(byte[] input, FuzzRandom random)
    {
        (int first, int second) = (Mark(input, random), Mark(input, random));
        byte[] part = input[Math.Min(first, second)..Math.Max(first, second)];
        int times = random.OneIn(4) ? random.Between(2, 200) : 1;
        return [.. input[..first], .. Enumerable.Repeat(part, times).SelectMany(one => one), .. input[first..]];
    }

    private static byte[] Lengthen(byte[] input, FuzzRandom random)
    {
        int at = Mark(input, random);
        return [.. input[..at], .. Enumerable.Repeat(random.Of<byte>((byte)'a', (byte)'-', (byte)' ', (byte)'"', 0, 0xFF), 1 + random.Small(1 << 14)), .. input[at..]];
    }

    /// <summary>A place at one of the signs that part one thing from the next.</summary>
    private static int Mark(byte[] input, FuzzRandom random)
    {
        if (input.Length == 0) return 0;
        int from = random.Below(input.Length), found = input.AsSpan(from).IndexOfAny(Marks);
        return found < 0 ? from : from + found + random.Below(2);
    }
}
