namespace CrackLab.Imaging.Tests;

/// <summary>Small JPEG files that are made to cost much.</summary>
internal static class JpegBombs
{
    private const byte Baseline = 0xC0;
    private const byte Progressive = 0xC2;
    private const byte Dht = 0xC4;
    private const byte Sos = 0xDA;
    private const byte Dqt = 0xDB;

    /// <summary>A table of one code, the bit 0, for one symbol.</summary>
    private static byte[] OneCode(int slot, byte symbol) => Segment(Dht, [(byte)slot, 1, .. new byte[15], symbol]);

    private static byte[] Segment(byte marker, params byte[] payload) => [0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    private static byte[] Scan(int first, int last, int high, int low) => Segment(Sos, 1, 1, 0, (byte)first, (byte)last, (byte)((high << 4) | low));

    private static byte[] Frame(byte marker, int width, int height, int factors = 0x11) =>
        Segment(marker, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, (byte)factors, 0);

    private static byte[] Quantization => Segment(Dqt, [0, .. Enumerable.Repeat((byte)1, 64)]);

    /// <summary>A grey frame of some size with other segments before its end.</summary>
    public static byte[] WithFrame(int width, int height, params byte[] rest) => [0xFF, 0xD8, .. Quantization, .. Frame(Baseline, width, height), .. rest, 0xFF, 0xD9];

    /// <summary>One component whose sampling factors are these.</summary>
    public static byte[] WithFactors(int factors) => [0xFF, 0xD8, .. Quantization, .. Frame(Baseline, 8, 8, factors), 0xFF, 0xD9];

    /// <summary>A restart marker behind every block, each block a bit.</summary>
    /// <param name="side">Blocks along a side.</param>
    public static byte[] Restarts(int side) =>
    [
        0xFF, 0xD8, .. Quantization, .. Frame(Baseline, 8 * side, 8 * side), .. OneCode(0, 0), .. OneCode(0x10, 0), .. Segment(0xDD, 0, 1), .. Scan(0, 63, 0, 0),
        .. Enumerable.Range(0, side * side).SelectMany(i => i + 1 < side * side ? (byte[])[0x3F, 0xFF, (byte)(0xD0 | (i & 7))] : [0x3F]), 0xFF, 0xD9,
    ];

    /// <summary>A picture as large as so many bytes can tell, in as many scans as there may be, which go over every coefficient as often as can be, with next to no data.</summary>
    /// <param name="bytes">Length of the file, about.</param>
    /// <param name="band">Coefficients of a scan.</param>
    public static byte[] Scans(int bytes, int band)
    {
        int side = (int)Math.Sqrt(8.0 * bytes);
        List<byte> file = [0xFF, 0xD8, .. Quantization, .. Frame(Progressive, Math.Min(65_500, 8 * side), Math.Min(65_500, 8 * side)), .. OneCode(0, 0), .. OneCode(0x10, 0xE0)];
        file.AddRange([.. Scan(0, 0, 0, 0), .. new byte[((side * side) + 7) / 8]]);
        byte[] runs = Runs(side * side);
        int scans = 1;
        for (int first = 1; first < 64; first += band)
        {
            for (int low = 13; low >= 0 && scans < 256; low--, scans++)
            {
                file.AddRange([.. Scan(first, Math.Min(63, first + band - 1), low == 13 ? 0 : low + 1, low), .. runs]);
            }
        }

        return [.. file, 0xFF, 0xD9];
    }

    /// <summary>Segments full of Huffman tables of one code each, none like the one before it.</summary>
    public static byte[] Tables(int segments) => WithFrame(8, 8, [.. Enumerable.Range(0, segments).SelectMany(_ =>
        Segment(Dht, [.. Enumerable.Range(0, 3600).SelectMany(i => (byte[])[(byte)(i & 3), .. new byte[15], 1, (byte)i])]))]);

    /// <summary>Codes that say: so many blocks hold nothing.</summary>
    private static byte[] Runs(int blocks)
    {
        List<byte> bytes = [];
        int bits = 0, count = 0;
        for (int left = blocks; left > 0; left -= (1 << 14) + 0x2AAA)
        {
            bits = (bits << 15) | 0x2AAA; // the code 0, and 14 bits of the run's length
            for (count += 15; count >= 8; count -= 8) bytes.Add((byte)(bits >> (count - 8)));
            bits &= (1 << count) - 1;
        }

        bytes.Add((byte)(bits << (8 - count)));
        return [.. bytes, 0x2A];
    }
}
