using System.Globalization;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Imaging;
using CrackLab.Mapping;

namespace CrackLab.Web.Tests.Inspection;

/// <summary>A model that needs no training: a dark line on grey is a crack. And photos to show it.</summary>
internal static class DarkLines
{
    /// <summary>Side of the model's input, and of its pictures.</summary>
    public const int Side = 32;

    private const byte Dark = 15;

    /// <summary>Takes the darkest place of a picture, in steps of 8 pixels; positive from two thirds of black on.</summary>
    public static Sequential Model()
    {
        Sequential model = new Sequential(
            new Rescaling(-1 / 255f, 1), new MaxPooling2D(), new MaxPooling2D(), new MaxPooling2D(), new GlobalMaxPooling2D(), new Dense(1, Activation.Sigmoid))
        {
            Name = "dark_lines",
        }.Build(new Shape(Side, Side, 3));
        model.Parameters[0].Values.Fill(8);
        model.Parameters[1].Values.Fill(-16);
        model.Metadata = new ModelMetadata { Classes = ["Negative", "Positive"], PictureSize = Side };
        return model;
    }

    /// <summary>Grey with a little grain, and dark lines four pixels wide, level ones at the given rows.</summary>
    public static Image Photo(int width, int height, params int[] rows)
    {
        var photo = new Image(width, height);
        for (int i = 0; i < width * height; i++)
            photo.Pixels.AsSpan(3 * i, 3).Fill((byte)(150 + (i * 7919 % 31)));
        foreach (int row in rows)
            photo.Pixels.AsSpan(row * width * 3, 4 * width * 3).Fill(Dark);
        return photo;
    }

    /// <summary>The same grey with short level lines, 40 pixels long, that begin at the given places.</summary>
    public static byte[] Dashes(int width, int height, params (int X, int Y)[] places)
    {
        Image photo = Photo(width, height);
        foreach ((int x, int y) in places)
        {
            for (int row = y; row < y + 4; row++)
                photo.Pixels.AsSpan(((row * width) + x) * 3, 40 * 3).Fill(Dark);
        }

        return JpegEncoder.Encode(photo);
    }

    /// <summary>What the page says of a photo in its list.</summary>
    public static string State(byte[] file)
    {
        using PhotoMapper mapper = new(Model());
        PhotoMap map = mapper.Map(file, "");
        int regions = map.Regions().Count;
        string count = regions switch { 0 => "no region", 1 => "1 region", _ => $"{regions} regions" };
        return string.Create(CultureInfo.InvariantCulture, $"{(map.Peak >= map.Threshold ? "Positive" : "Negative")} {map.Peak:0.0000} {count}");
    }

    /// <summary>The same as a JPEG file.</summary>
    public static byte[] Jpeg(int width, int height, params int[] rows) => JpegEncoder.Encode(Photo(width, height, rows));

    /// <summary>The same as a PNG file.</summary>
    public static byte[] Png(int width, int height, params int[] rows) => PngEncoder.Encode(Photo(width, height, rows));

    /// <summary>The same as a BMP file of 24 bits.</summary>
    public static byte[] Bmp(int width, int height, params int[] rows)
    {
        Image photo = Photo(width, height, rows);
        int stride = ((width * 3) + 3) / 4 * 4;
        using MemoryStream file = new();
        using BinaryWriter writer = new(file);
        writer.Write("BM"u8);
        writer.Write(54 + (stride * height));
        writer.Write([0, 54, 40, width, height]);
        writer.Write(1 | (24 << 16));
        writer.Write([0, stride * height, 2835, 2835, 0, 0]);
        for (int y = height - 1; y >= 0; y--)
        {
            byte[] line = new byte[stride];
            for (int x = 0; x < width * 3; x++)
                line[(x / 3 * 3) + 2 - (x % 3)] = photo.Pixels[(y * width * 3) + x];
            writer.Write(line);
        }

        return file.ToArray();
    }

    /// <summary>A JPEG file with an EXIF block that says how it lies, when and where it was taken.</summary>
    /// <param name="jpeg">The file without.</param>
    /// <param name="orientation">1 (upright) to 8.</param>
    public static byte[] WithExif(byte[] jpeg, byte orientation)
    {
        byte[] block = Exif(orientation);
        int length = block.Length + 8;
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. block, .. jpeg.AsSpan(2)];
    }

    /// <summary>Orientation, and in directories of their own the date 2026:05:04 09:08:07 and the place 48° 30' N, 9° 15' E.</summary>
    private static byte[] Exif(byte orientation)
    {
        using MemoryStream block = new();
        using BinaryWriter writer = new(block);
        writer.Write("II*\0"u8);
        writer.Write(8);
        Directory(writer, (0x0112, 3, 1, orientation), (0x8769, 4, 1, 50), (0x8825, 4, 1, 88));
        Directory(writer, (0x9003, 2, 20, 68));
        writer.Write("2026:05:04 09:08:07\0"u8);
        Directory(writer, (1, 2, 2, 'N'), (2, 5, 3, 142), (3, 2, 2, 'E'), (4, 5, 3, 166));
        foreach (int number in new[] { 48, 30, 0, 9, 15, 0 })
            writer.Write([number, 1]);
        return block.ToArray();
    }

    private static void Directory(BinaryWriter writer, params (ushort Tag, ushort Type, int Count, int Value)[] entries)
    {
        writer.Write((ushort)entries.Length);
        foreach ((ushort tag, ushort type, int count, int value) in entries)
        {
            writer.Write(tag);
            writer.Write(type);
            writer.Write([count, value]);
        }

        writer.Write(0);
    }

    private static void Write(this BinaryWriter writer, int[] numbers)
    {
        foreach (int number in numbers)
            writer.Write(number);
    }
}
