using System.Buffers.Binary;
using System.Text;
using CrackLab.Imaging.Png;

namespace CrackLab.Imaging.Tests.Exif;

/// <summary>Writes EXIF blocks, sound ones and others: directories 0 (first), 1 (EXIF) and 2 (GPS) with any entries.</summary>
internal sealed class ExifBuilder(bool little)
{
    private const ushort ExifDirectory = 0x8769;
    private const ushort GpsDirectory = 0x8825;

    private readonly List<(ushort Tag, ushort Type, uint Count, byte[] Value)>[] _directories = [[], [], []];

    public ExifBuilder Add(int directory, ushort tag, ushort type, uint count, params byte[] value)
    {
        _directories[directory].Add((tag, type, count, value));
        return this;
    }

    public ExifBuilder Text(int directory, ushort tag, string text)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text), 0];
        return Add(directory, tag, 2, (uint)bytes.Length, bytes);
    }

    public ExifBuilder Short(int directory, ushort tag, ushort value) => Add(directory, tag, 3, 1, Bytes(value));

    public ExifBuilder Rationals(int directory, ushort tag, params uint[] parts) =>
        Add(directory, tag, 5, (uint)parts.Length / 2, [.. parts.SelectMany(Bytes)]);

    /// <summary>A place, as degrees, minutes and seconds over 1.</summary>
    public ExifBuilder Place(string north, uint[] latitude, string east, uint[] longitude) =>
        Text(2, 1, north).Rationals(2, 2, latitude).Text(2, 3, east).Rationals(2, 4, longitude);

    /// <summary>The block from its byte-order mark on.</summary>
    public byte[] Tiff()
    {
        List<(ushort Tag, ushort Type, uint Count, byte[] Value)>[] all = [[.. _directories[0]], _directories[1], _directories[2]];
        if (all[1].Count > 0) all[0].Add((ExifDirectory, 4, 1, []));
        if (all[2].Count > 0) all[0].Add((GpsDirectory, 4, 1, []));
        uint[] starts = new uint[3];
        uint place = 8;
        for (int i = 0; i < 3; i++)
        {
            starts[i] = place;
            place += (uint)(2 + (12 * all[i].Count) + 4);
        }

        using MemoryStream head = new(), values = new();
        head.Write(little ? "II*\0"u8 : "MM\0*"u8);
        head.Write(Bytes(8u));
        foreach (List<(ushort Tag, ushort Type, uint Count, byte[] Value)> directory in all)
        {
            head.Write(Bytes((ushort)directory.Count));
            foreach ((ushort tag, ushort type, uint count, byte[] value) in directory)
            {
                head.Write(Bytes(tag));
                head.Write(Bytes(type));
                head.Write(Bytes(count));
                byte[] bytes = tag == ExifDirectory ? Bytes(starts[1]) : tag == GpsDirectory ? Bytes(starts[2]) : value;
                if (bytes.Length <= 4)
                {
                    head.Write([.. bytes, .. new byte[4 - bytes.Length]]);
                    continue;
                }

                head.Write(Bytes(place + (uint)values.Length));
                values.Write(bytes);
            }

            head.Write(Bytes(0u));
        }

        return [.. head.ToArray(), .. values.ToArray()];
    }

    /// <summary>A JPEG that holds the block; its pixels are those of the golden file.</summary>
    public byte[] Jpeg() => InJpeg(Tiff());

    /// <summary>A PNG that holds the block behind its pixels.</summary>
    public byte[] Png() => InPng(Tiff());

    public static byte[] InJpeg(byte[] tiff)
    {
        byte[] file = GoldenFiles.Read("gray.jpg");
        int length = 2 + 6 + tiff.Length;
        return [.. file[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff, .. file[2..]];
    }

    public static byte[] InPng(byte[] tiff)
    {
        byte[] file = GoldenFiles.Read("png-rgb8.png"), typed = [.. "eXIf"u8, .. tiff], length = new byte[4], checksum = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, tiff.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, PngChecksum.Compute(typed));
        return [.. file[..^12], .. length, .. typed, .. checksum, .. file[^12..]];
    }

    public byte[] Bytes(uint value)
    {
        byte[] bytes = new byte[4];
        if (little) BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public byte[] Bytes(ushort value) => little ? [(byte)value, (byte)(value >> 8)] : [(byte)(value >> 8), (byte)value];
}
