using System.Buffers.Binary;

namespace CrackLab.Imaging.Bmp;

/// <summary>The file and bitmap headers.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="IsTopDown">Whether the first stored row is the upper one.</param>
/// <param name="Bits">Bits a pixel: 1, 2, 4, 8, 16, 24 or 32.</param>
/// <param name="Compression">How they are packed.</param>
/// <param name="Fields">Where red, green, blue and alpha lie in a pixel of 16 or 32 bits.</param>
/// <param name="PaletteStart">Where the palette lies in the file.</param>
/// <param name="PaletteEntry">Bytes of a palette entry, 3 or 4.</param>
/// <param name="PaletteCount">Palette entries.</param>
/// <param name="PixelStart">Where the pixels lie in the file.</param>
internal sealed record BmpHeader(
    int Width,
    int Height,
    bool IsTopDown,
    int Bits,
    BmpCompression Compression,
    BmpFields Fields,
    int PaletteStart,
    int PaletteEntry,
    int PaletteCount,
    int PixelStart)
{
    private const int FileHeader = 14;
    private const int CoreHeader = 12;
    private const int InfoHeader = 40;
    private const int MaskHeader = 52;
    private const int Os2Header = 64;

    /// <summary>Reads and checks them.</summary>
    public static BmpHeader Read(ReadOnlySpan<byte> file, DecodeOptions options)
    {
        Require(file, FileHeader + 4);
        int size = BinaryPrimitives.ReadInt32LittleEndian(file[FileHeader..]);
        Require(file, FileHeader + size);
        ReadOnlySpan<byte> header = file.Slice(FileHeader, size);
        bool core = size == CoreHeader;
        long width = core ? BinaryPrimitives.ReadUInt16LittleEndian(header[4..]) : BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        long height = core ? BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) : BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        Fault.CheckSize(width, Math.Abs(height), options, FileHeader + 4, "BMP");

        int bitsAt = core ? 10 : 14, bits = BinaryPrimitives.ReadUInt16LittleEndian(header[bitsAt..]);
        int packing = size >= 20 ? BinaryPrimitives.ReadInt32LittleEndian(header[16..]) : 0;
        if (size == Os2Header && packing is 3 or 4)
        {
            throw Fault.Unsupported(FileHeader + 16, "BMP: expected RGB or RLE pixels, received OS/2 Huffman or RLE24 coding");
        }

        BmpCompression compression = CheckPacking(packing, bits, FileHeader + bitsAt);
        int start = FileHeader + size;
        bool masked = compression is BmpCompression.BitFields or BmpCompression.AlphaBitFields;
        BmpFields fields = BmpFields.Usual(bits);
        if (masked)
        {
            bool after = size < MaskHeader;
            int masks = after ? (compression == BmpCompression.BitFields ? 12 : 16) : (size == MaskHeader ? 12 : 16);
            int at = after ? start : FileHeader + InfoHeader;
            Require(file, at + masks);
            fields = BmpFields.Read(file.Slice(at, masks), at, bits);
            if (after) start += masks;
        }

        return WithPalette(file, header, core, start, new BmpHeader(
            (int)width, (int)Math.Abs(height), height < 0, bits, compression, fields, start, core ? 3 : 4, 0, 0));
    }

    private static BmpHeader WithPalette(ReadOnlySpan<byte> file, ReadOnlySpan<byte> header, bool core, int start, BmpHeader read)
    {
        uint pixels = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        if (pixels < start) throw Fault.Corrupt(10, $"BMP: expected pixels from byte {start} on, received {pixels}");
        if (pixels > file.Length) throw Fault.Truncated(file.Length, $"BMP: expected pixels from byte {pixels} on, received the end of the file");
        if (read.Bits > 8) return read with { PixelStart = (int)pixels };

        long count = !core && header.Length >= InfoHeader ? BinaryPrimitives.ReadUInt32LittleEndian(header[32..]) : 0;
        if (count == 0 || count > 1 << read.Bits) count = 1 << read.Bits;
        count = Math.Min(count, (pixels - start) / read.PaletteEntry);
        return read with { PixelStart = (int)pixels, PaletteCount = (int)count };
    }

    private static BmpCompression CheckPacking(int packing, int bits, int bitsAt)
    {
        const int At = FileHeader + 16;
        if (packing is (int)BmpCompression.Jpeg or (int)BmpCompression.Png)
        {
            throw Fault.Unsupported(At, $"BMP: expected RGB or RLE pixels, received a {(packing == 4 ? "JPEG" : "PNG")} within");
        }

        if (bits is not (1 or 2 or 4 or 8 or 16 or 24 or 32))
        {
            throw Fault.Corrupt(bitsAt, $"BMP: expected 1, 2, 4, 8, 16, 24 or 32 bits a pixel, received {bits}");
        }

        bool valid = packing switch
        {
            0 => true,
            1 => bits == 8,
            2 => bits == 4,
            3 or 6 => bits is 16 or 32,
            _ => false,
        };
        return valid ? (BmpCompression)packing : throw Fault.Corrupt(At, $"BMP: expected a packing that fits {bits} bits, received {packing}");
    }

    private static void Require(ReadOnlySpan<byte> file, int length)
    {
        if (file.Length < length)
        {
            throw Fault.Truncated(file.Length, $"BMP: expected headers of {length} bytes, received the end of the file");
        }
    }
}
