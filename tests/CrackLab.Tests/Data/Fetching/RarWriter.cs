using System.Buffers.Binary;
using System.Text;
using CrackLab.Data.Fetching;

namespace CrackLab.Tests.Data.Fetching;

/// <summary>Writes a RAR of version 4 whose files are stored as they are.</summary>
internal static class RarWriter
{
    private const ushort LongBlock = 0x8000;
    private const uint RegularFile = 0x81A4;
    private const uint Link = 0xA1FF;

    public static byte[] Write(params IEnumerable<(string Name, byte[] Bytes)> files) => Write(files, RegularFile);

    public static byte[] WriteLink(string name, string target) => Write([(name, Encoding.UTF8.GetBytes(target))], Link);

    private static byte[] Write(IEnumerable<(string Name, byte[] Bytes)> files, uint mode)
    {
        using var rar = new MemoryStream();
        rar.Write("Rar!\x1A\x07\0"u8);
        rar.Write(Block(0x73, 0, new byte[6]));
        foreach ((string name, byte[] bytes) in files)
        {
            rar.Write(Block(0x74, LongBlock, FileFields(name, bytes, mode)));
            rar.Write(bytes);
        }

        rar.Write(Block(0x7B, 0x4000, []));
        return rar.ToArray();
    }

    private static byte[] FileFields(string name, byte[] bytes, uint mode)
    {
        byte[] encoded = Encoding.ASCII.GetBytes(name);
        var fields = new byte[25 + encoded.Length];
        BinaryPrimitives.WriteInt32LittleEndian(fields, bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(4), bytes.Length);
        fields[8] = 3; // written on Unix
        BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(9), Crc32.Append(0, bytes));
        BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(13), 0x4E210000); // 1 January 2019
        fields[17] = 20; // version needed
        fields[18] = 0x30; // stored
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(19), (ushort)encoded.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(21), mode);
        encoded.CopyTo(fields, 25);
        return fields;
    }

    private static byte[] Block(byte type, ushort flags, byte[] fields)
    {
        var block = new byte[7 + fields.Length];
        block[2] = type;
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(3), flags);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(5), (ushort)block.Length);
        fields.CopyTo(block, 7);
        BinaryPrimitives.WriteUInt16LittleEndian(block, (ushort)Crc32.Append(0, block.AsSpan(2)));
        return block;
    }
}
