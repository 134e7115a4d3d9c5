namespace CrackLab.Imaging.Exif;

/// <summary>Reads a photo's place from its GPS directory; half a place is none.</summary>
internal static class ExifLocation
{
    private const double HighestAltitude = 100_000;

    // A centimetre; what divisions leave behind it is noise.
    private const int DegreeDigits = 7;
    private const int MetreDigits = 2;

    /// <summary>Reads it.</summary>
    /// <param name="gps">The GPS directory.</param>
    public static PhotoLocation? Read(TiffDirectory gps) =>
        Degrees(gps, 2, 90) is { } latitude && Sign(gps.Text(1), "N", "S") is { } north
        && Degrees(gps, 4, 180) is { } longitude && Sign(gps.Text(3), "E", "W") is { } east
            ? new PhotoLocation(north * latitude, east * longitude, Altitude(gps))
            : null;

    /// <summary>Degrees, minutes and seconds as degrees; the later two may be missing, or be fractions of the one before.</summary>
    private static double? Degrees(TiffDirectory gps, ushort tag, double most)
    {
        int count = gps.Count(tag);
        double degrees = 0, part = 1;
        for (int i = 0; i < Math.Min(count, 3); i++, part *= 60)
        {
            if (gps.Number(tag, i) is not { } number || number < 0 || (i > 0 && number > 60))
            {
                return null;
            }

            degrees += number / part;
        }

        return count > 0 && degrees <= most ? Math.Round(degrees, DegreeDigits) : null;
    }

    private static int? Sign(string? reference, string positive, string negative) =>
        string.Equals(reference, positive, StringComparison.OrdinalIgnoreCase) ? 1
        : string.Equals(reference, negative, StringComparison.OrdinalIgnoreCase) ? -1
        : null;

    // References 0 and 2 are above, 1 and 3 below (the sea, or the ellipsoid).
    private static double? Altitude(TiffDirectory gps) =>
        gps.Number(6) is { } altitude && Math.Abs(altitude) <= HighestAltitude
            ? Math.Round(gps.Number(5) is 1 or 3 ? -altitude : altitude, MetreDigits)
            : null;
}
