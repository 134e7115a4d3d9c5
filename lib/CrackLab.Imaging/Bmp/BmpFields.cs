using System.Buffers.Binary;
using System.Numerics;

namespace CrackLab.Imaging.Bmp;

/// <summary>Bit masks of the samples within a pixel.</summary>
internal readonly record struct BmpFields(uint Red, uint Green, uint Blue, uint Alpha)
{
    /// <summary>What holds where a file states nothing: 5-5-5 in 16 bits, 8-8-8 in 32.</summary>
    public static BmpFields Usual(int bits) =>
        bits == 16 ? new BmpFields(0x7C00, 0x03E0, 0x001F, 0) : new BmpFields(0xFF0000, 0xFF00, 0xFF, 0);

    /// <summary>Reads three or four masks.</summary>
    /// <param name="bytes">12 or 16 bytes.</param>
    /// <param name="offset">Where they lie in the file.</param>
    /// <param name="bits">Bits a pixel, 16 or 32.</param>
    public static BmpFields Read(ReadOnlySpan<byte> bytes, int offset, int bits)
    {
        BmpFields fields = new(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            bytes.Length < 16 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]));
        if (!IsRun(fields.Red) || !IsRun(fields.Green) || !IsRun(fields.Blue) || (fields.Alpha != 0 && !IsRun(fields.Alpha))
            || (bits == 16 && (fields.Red | fields.Green | fields.Blue | fields.Alpha) > ushort.MaxValue))
        {
            throw Fault.Corrupt(offset, "BMP: expected bit masks of neighbouring bits, received others");
        }

        return fields;
    }

    /// <summary>A sample stretched to 0..255, rounded down.</summary>
    public static byte Sample(uint pixel, uint mask)
    {
        int shift = BitOperations.TrailingZeroCount(mask);
        return (byte)((ulong)((pixel & mask) >> shift) * 255 / (mask >> shift));
    }

    private static bool IsRun(uint mask)
    {
        if (mask == 0) return false;
        ulong run = mask >> BitOperations.TrailingZeroCount(mask);
        return (run & (run + 1)) == 0;
    }
}
