using System.Globalization;

namespace CrackLab.Imaging.Exif;

/// <summary>Where a photo was taken.</summary>
/// <param name="Latitude">Degrees north of the equator, -90..90, to seven digits behind the point (a centimetre).</param>
/// <param name="Longitude">Degrees east of Greenwich, -180..180, as exact.</param>
/// <param name="Altitude">Metres above sea level, or <see langword="null"/> where the photo does not say.</param>
public readonly record struct PhotoLocation(double Latitude, double Longitude, double? Altitude)
{
    /// <summary>Latitude and longitude to a tenth of a metre, and the altitude where it is known.</summary>
    public override string ToString() => Altitude is { } altitude
        ? string.Create(CultureInfo.InvariantCulture, $"{Latitude:0.######}, {Longitude:0.######}, {altitude:0.#} m")
        : string.Create(CultureInfo.InvariantCulture, $"{Latitude:0.######}, {Longitude:0.######}");
}
