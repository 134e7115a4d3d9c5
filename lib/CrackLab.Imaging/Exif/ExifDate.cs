using System.Globalization;

namespace CrackLab.Imaging.Exif;

/// <summary>Reads the date of a photo: when it was taken, else digitized, else the file's own.</summary>
internal static class ExifDate
{
    private const int Length = 19;
    private static readonly TimeSpan FarthestOffset = TimeSpan.FromHours(14);

    /// <summary>Reads it, with the fraction of the second and the offset that belong to it.</summary>
    /// <param name="first">The first directory.</param>
    /// <param name="exif">The EXIF directory.</param>
    public static PhotoDate? Read(TiffDirectory first, TiffDirectory exif) =>
        Read(exif.Text(0x9003), exif.Text(0x9291), exif.Text(0x9011))
        ?? Read(exif.Text(0x9004), exif.Text(0x9292), exif.Text(0x9012))
        ?? Read(first.Text(0x0132), exif.Text(0x9290), exif.Text(0x9010));

    private static PhotoDate? Read(string? date, string? fraction, string? offset)
    {
        // 2024:05:17 09:31:07; some writers put other signs between the numbers, and a clock that was never set gives none.
        if (date is not { Length: >= Length }
            || !Number(date, 0, 4, out int year) || !Number(date, 5, 2, out int month) || !Number(date, 8, 2, out int day)
            || !Number(date, 11, 2, out int hour) || !Number(date, 14, 2, out int minute) || !Number(date, 17, 2, out int second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        return new PhotoDate(new DateTime(year, month, day, hour, minute, second).AddTicks(Ticks(fraction)), Offset(offset));
    }

    // The digits behind the point: "25" is a quarter of a second, and so is "250".
    private static long Ticks(string? fraction)
    {
        if (fraction is null || !fraction.All(char.IsAsciiDigit))
        {
            return 0;
        }

        return long.Parse(fraction.PadRight(7, '0').AsSpan(0, 7), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static TimeSpan? Offset(string? text)
    {
        if (text is "Z")
        {
            return TimeSpan.Zero;
        }

        if (text is not { Length: 6 } || text[0] is not ('+' or '-') || !Number(text, 1, 2, out int hours) || !Number(text, 4, 2, out int minutes)
            || minutes > 59)
        {
            return null;
        }

        var offset = new TimeSpan(hours, minutes, 0);
        return offset > FarthestOffset ? null : text[0] == '-' ? -offset : offset;
    }

    private static bool Number(string text, int start, int length, out int number) =>
        int.TryParse(text.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
