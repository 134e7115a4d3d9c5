using CrackLab.Imaging;

namespace CrackLab.Data;

/// <summary>What a file's name promises.</summary>
internal static class FileExtensions
{
    private static readonly Dictionary<string, ImageFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = ImageFormat.Jpeg,
        [".jpeg"] = ImageFormat.Jpeg,
        [".jpe"] = ImageFormat.Jpeg,
        [".jfif"] = ImageFormat.Jpeg,
        [".png"] = ImageFormat.Png,
        [".bmp"] = ImageFormat.Bmp,
        [".dib"] = ImageFormat.Bmp,
    };

    /// <summary>The decoded format that the extension belongs to, or <see cref="ImageFormat.Unknown"/>.</summary>
    public static ImageFormat FormatOf(string path) =>
        Formats.GetValueOrDefault(Path.GetExtension(path), ImageFormat.Unknown);

    /// <summary>The usual extension of a decoded format.</summary>
    public static string Usual(ImageFormat format) => Formats.First(pair => pair.Value == format).Key;
}
