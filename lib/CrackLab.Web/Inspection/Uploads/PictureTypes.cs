using CrackLab.Imaging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CrackLab.Web.Inspection.Uploads;

/// <summary>The media types of pictures that are taken, and whether bytes are what they are said to be.</summary>
internal static class PictureTypes
{
    private static readonly Dictionary<string, ImageFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpeg"] = ImageFormat.Jpeg,
        ["image/png"] = ImageFormat.Png,
        ["image/bmp"] = ImageFormat.Bmp,
    };

    /// <summary>The format that a Content-Type states.</summary>
    /// <param name="name">What the photo is called.</param>
    /// <param name="contentType">The header.</param>
    /// <exception cref="RequestFault">It states none that is taken.</exception>
    public static ImageFormat Stated(string name, StringSegment contentType)
    {
        if (MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            && Formats.TryGetValue(type.MediaType.ToString(), out ImageFormat format))
        {
            return format;
        }

        string received = StringSegment.IsNullOrEmpty(contentType) ? "none" : $"'{OneLine.Of(contentType.ToString())}'";
        throw new RequestFault(
            StatusCodes.Status415UnsupportedMediaType,
            $"{name}: expected Content-Type {string.Join(", ", Formats.Keys)}, received {received}. Save the photo as JPEG or PNG.");
    }

    /// <summary>Holds the bytes against what was stated.</summary>
    /// <param name="name">What the photo is called.</param>
    /// <param name="stated">The format of its Content-Type.</param>
    /// <param name="file">Its bytes.</param>
    /// <exception cref="RequestFault">They are a picture of another format.</exception>
    /// <remarks>Bytes of no known format pass: why they are no picture is for the decoder to say.</remarks>
    public static void Check(string name, ImageFormat stated, ReadOnlySpan<byte> file)
    {
        ImageFormat found = ImageDecoder.DetectFormat(file);
        if (found != stated && found != ImageFormat.Unknown)
        {
            throw new RequestFault(
                StatusCodes.Status415UnsupportedMediaType,
                $"{name}: expected {stated} bytes as its Content-Type says, received {found}. {(Formats.ContainsValue(found) ? $"Send it as {Formats.First(pair => pair.Value == found).Key}" : "Save the photo as JPEG or PNG")}.");
        }
    }
}
