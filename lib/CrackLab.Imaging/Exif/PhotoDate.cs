using System.Globalization;

namespace CrackLab.Imaging.Exif;

/// <summary>When a photo was taken, as the camera's clock showed it.</summary>
/// <param name="Local">The clock's date and time; its kind is <see cref="DateTimeKind.Unspecified"/>.</param>
/// <param name="Offset">How far the clock was from UTC, where the camera says so; most do not.</param>
/// <remarks>Nothing is converted: without an offset nobody knows which moment it was, and the clock's time is what people look for.</remarks>
public readonly record struct PhotoDate(DateTime Local, TimeSpan? Offset)
{
    /// <summary>ISO 8601: 2024-05-17T09:31:07, with a fraction and an offset such as .25+02:00 where they are known.</summary>
    public override string ToString()
    {
        string local = Local.ToString("yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFF", CultureInfo.InvariantCulture);
        return Offset is { } offset
            ? $"{local}{(offset < TimeSpan.Zero ? '-' : '+')}{offset.ToString("hh':'mm", CultureInfo.InvariantCulture)}"
            : local;
    }
}
