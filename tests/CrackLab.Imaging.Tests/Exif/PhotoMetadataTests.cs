using System.Globalization;
using CrackLab.Imaging.Exif;

namespace CrackLab.Imaging.Tests.Exif;

public sealed class PhotoMetadataTests
{
    public static TheoryData<string[]> Golden() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "exif", "expected.csv")).Skip(1).Select(line => line.Split(','))];

    [Theory]
    [MemberData(nameof(Golden))]
    public void Read_GoldenPhoto_SaysWhatExifToolSays(string[] row)
    {
        PhotoMetadata photo = PhotoMetadata.Read(GoldenFiles.Read(Path.Combine("exif", row[0])));
        string date = row[1..7].First(cell => cell != "-");
        Assert.Equal($"{date[..4]}-{date[5..7]}-{date[8..10]}T{date[11..]}", photo.DateTaken.ToString());
        Assert.Equal(row[7] == "-", photo.Location is null);
        if (photo.Location is { } location)
        {
            Assert.Equal(double.Parse(row[7], CultureInfo.InvariantCulture), location.Latitude, 5.1e-8);
            Assert.Equal(double.Parse(row[8], CultureInfo.InvariantCulture), location.Longitude, 5.1e-8);
            Assert.Equal(row[9] == "-" ? null : double.Parse(row[9], CultureInfo.InvariantCulture), location.Altitude);
        }

        Assert.Equal((row[10], row[11]), (photo.CameraMake ?? "-", photo.CameraModel ?? "-"));
        Assert.Equal(row[12] == "-" ? 1 : int.Parse(row[12], CultureInfo.InvariantCulture), photo.Orientation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_EveryField_InJpegAndPng(bool little)
    {
        ExifBuilder exif = Full(little);
        var expected = new PhotoMetadata
        {
            DateTaken = new PhotoDate(new DateTime(2024, 5, 17, 9, 31, 7).AddMilliseconds(250), TimeSpan.FromHours(2)),
            Location = new PhotoLocation(-33.875, 151.2, -3.5),
            CameraMake = "Nikon",
            CameraModel = "D 5",
            Orientation = 6,
        };
        Assert.Equal(expected, PhotoMetadata.Read(exif.Jpeg()));
        Assert.Equal(expected, PhotoMetadata.Read(exif.Png()));
        Assert.Equal(6, ImageDecoder.Identify(exif.Jpeg()).Orientation);
        Assert.Equal(6, ImageDecoder.Identify(exif.Png()).Orientation);
        Assert.Equal("2024-05-17T09:31:07.25+02:00", expected.DateTaken.ToString());
        Assert.Equal("-33.875, 151.2, -3.5 m", expected.Location.ToString());
    }

    [Theory]
    [InlineData(0x9003, "2024-05-17T09:31:07.5+01:00")]
    [InlineData(0x9004, "2024-05-18T09:31:07.25-02:00")]
    [InlineData(0x0132, "2024-05-19T09:31:07.125+03:00")]
    public void Read_Dates_TakesTheFirstThatIsOneWithWhatBelongsToIt(int first, string expected)
    {
        var exif = new ExifBuilder(little: true);
        foreach ((int directory, ushort tag, ushort fraction, ushort offset, int number) in new (int, ushort, ushort, ushort, int)[]
        {
            (1, 0x9003, 0x9291, 0x9011, 1), (1, 0x9004, 0x9292, 0x9012, 2), (0, 0x0132, 0x9290, 0x9010, 3),
        })
        {
            bool comesBefore = number < first switch { 0x9003 => 1, 0x9004 => 2, _ => 3 };
            exif.Text(directory, tag, comesBefore ? "0000:00:00 00:00:00" : $"2024:05:{16 + number} 09:31:07");
            exif.Text(1, fraction, number switch { 1 => "5", 2 => "25", _ => "125" });
            exif.Text(1, offset, number switch { 1 => "+01:00", 2 => "-02:00", _ => "+03:00" });
        }

        Assert.Equal(expected, PhotoMetadata.Read(exif.Jpeg()).DateTaken.ToString());
    }

    [Theory]
    [InlineData("2024:05:17 09:31:07", "2024-05-17T09:31:07")]
    [InlineData("2024-05-17T09:31:07", "2024-05-17T09:31:07")]
    [InlineData("2024:02:29 23:59:59", "2024-02-29T23:59:59")]
    [InlineData("2023:02:29 23:59:59", null)]
    [InlineData("2024:13:01 00:00:00", null)]
    [InlineData("2024:00:10 00:00:00", null)]
    [InlineData("2024:05:17 24:00:00", null)]
    [InlineData("2024:05:17 23:60:00", null)]
    [InlineData("2024:05:17 23:00:60", null)]
    [InlineData("    :  :     :  :  ", null)]
    [InlineData("0000:00:00 00:00:00", null)]
    [InlineData("2024:05:17 09:31", null)]
    [InlineData("2024:05:+7 09:31:07", null)]
    [InlineData("", null)]
    public void Read_Date_IsADateOrAbsent(string text, string? expected) =>
        Assert.Equal(expected, PhotoMetadata.Read(new ExifBuilder(little: false).Text(1, 0x9003, text).Jpeg()).DateTaken?.ToString());

    [Theory]
    [InlineData("+05:45", "+05:45")]
    [InlineData("-00:30", "-00:30")]
    [InlineData("Z", "+00:00")]
    [InlineData("+14:00", "+14:00")]
    [InlineData("+14:01", "")]
    [InlineData("+02:60", "")]
    [InlineData("   :  ", "")]
    [InlineData("02:00", "")]
    public void Read_Offset_IsOneOrAbsent(string text, string expected)
    {
        byte[] file = new ExifBuilder(little: true).Text(1, 0x9003, "2024:05:17 09:31:07").Text(1, 0x9011, text).Jpeg();
        Assert.Equal($"2024-05-17T09:31:07{expected}", PhotoMetadata.Read(file).DateTaken.ToString());
    }

    [Theory]
    [InlineData("N", new uint[] { 90, 1, 0, 1, 0, 1 }, "E", new uint[] { 180, 1, 0, 1, 0, 1 }, 90.0, 180.0)]
    [InlineData("S", new uint[] { 10, 1, 30, 1, 0, 1 }, "W", new uint[] { 20, 1, 15, 1, 36, 1 }, -10.5, -20.26)]
    [InlineData("N", new uint[] { 10, 1, 3055, 100, 0, 1 }, "E", new uint[] { 105, 10, 0, 1, 0, 1 }, 10.5091667, 10.5)]
    [InlineData("n", new uint[] { 1, 2 }, "e", new uint[] { 7, 1, 30, 1 }, 0.5, 7.5)]
    public void Read_Place_IsInSignedDegrees(string north, uint[] latitude, string east, uint[] longitude, double x, double y)
    {
        PhotoLocation? place = PhotoMetadata.Read(new ExifBuilder(little: true).Place(north, latitude, east, longitude).Jpeg()).Location;
        Assert.Equal((x, y), (place!.Value.Latitude, place.Value.Longitude));
        Assert.Null(place.Value.Altitude);
    }

    [Theory]
    [InlineData("N", new uint[] { 10, 0, 0, 1, 0, 1 }, "E", new uint[] { 1, 1, 0, 1, 0, 1 })]
    [InlineData("N", new uint[] { 10, 1, 0, 1, 0, 0 }, "E", new uint[] { 1, 1, 0, 1, 0, 1 })]
    [InlineData("N", new uint[] { 0, 0, 0, 0, 0, 0 }, "E", new uint[] { 0, 0, 0, 0, 0, 0 })]
    [InlineData("N", new uint[] { 90, 1, 0, 1, 1, 1 }, "E", new uint[] { 1, 1, 0, 1, 0, 1 })]
    [InlineData("N", new uint[] { 10, 1, 61, 1, 0, 1 }, "E", new uint[] { 1, 1, 0, 1, 0, 1 })]
    [InlineData("N", new uint[] { 10, 1, 0, 1, 0, 1 }, "E", new uint[] { 181, 1, 0, 1, 0, 1 })]
    [InlineData("N", new uint[] { uint.MaxValue, 1, 0, 1, 0, 1 }, "E", new uint[] { 1, 1, 0, 1, 0, 1 })]
    [InlineData("", new uint[] { 10, 1, 0, 1, 0, 1 }, "E", new uint[] { 1, 1, 0, 1, 0, 1 })]
    [InlineData("N", new uint[] { 10, 1, 0, 1, 0, 1 }, "Q", new uint[] { 1, 1, 0, 1, 0, 1 })]
    [InlineData("N", new uint[] { }, "E", new uint[] { 1, 1, 0, 1, 0, 1 })]
    public void Read_PlaceThatIsNone_IsAbsent(string north, uint[] latitude, string east, uint[] longitude) =>
        Assert.Null(PhotoMetadata.Read(new ExifBuilder(little: false).Place(north, latitude, east, longitude).Jpeg()).Location);

    [Theory]
    [InlineData(double.NaN, null)]
    [InlineData(double.PositiveInfinity, null)]
    [InlineData(-1.0, null)]
    [InlineData(45.25, 45.25)]
    public void Read_PlaceAsDouble_IsOneOrAbsent(double latitude, double? expected)
    {
        byte[] value = BitConverter.GetBytes(latitude); // little-endian, where tests run
        ExifBuilder exif = new ExifBuilder(BitConverter.IsLittleEndian)
            .Text(2, 1, "N").Add(2, 2, 12, 1, value).Text(2, 3, "E").Rationals(2, 4, 1, 1, 0, 1, 0, 1);
        Assert.Equal(expected, PhotoMetadata.Read(exif.Jpeg()).Location?.Latitude);
    }

    [Theory]
    [InlineData(0, 1235, 10, 123.5)]
    [InlineData(1, 1235, 10, -123.5)]
    [InlineData(2, 8, 1, 8.0)]
    [InlineData(3, 8, 1, -8.0)]
    [InlineData(0, 8, 0, null)]
    [InlineData(0, uint.MaxValue, 1, null)]
    public void Read_Altitude_HasItsSignOrIsAbsent(byte reference, uint numerator, uint denominator, double? expected)
    {
        ExifBuilder exif = new ExifBuilder(little: true).Place("N", [1, 1], "E", [2, 1])
            .Add(2, 5, 1, 1, reference).Rationals(2, 6, numerator, denominator);
        Assert.Equal(expected, PhotoMetadata.Read(exif.Jpeg()).Location!.Value.Altitude);
    }

    [Fact]
    public void Read_TwoBlocks_TakesTheFirstAsDecodingDoes()
    {
        byte[] one = new ExifBuilder(little: true).Short(0, 0x0112, 6).Jpeg(), other = new ExifBuilder(little: true).Short(0, 0x0112, 3).Jpeg();
        byte[] segment = other[2..(4 + (other[4] << 8) + other[5])];
        byte[] both = one.Insert(4 + (one[4] << 8) + one[5], segment);
        Assert.Equal(6, PhotoMetadata.Read(both).Orientation);
        Assert.Equal(6, ImageDecoder.Identify(both).Orientation);
    }

    [Fact]
    public void Read_PngBlockWithAPrefixOrAWrongChecksum_IsReadOrAbsent()
    {
        byte[] tiff = new ExifBuilder(little: true).Short(0, 0x0112, 8).Tiff();
        byte[] prefixed = ExifBuilder.InPng([.. "Exif\0\0"u8, .. tiff]);
        Assert.Equal(8, PhotoMetadata.Read(prefixed).Orientation);
        Assert.Equal(8, ImageDecoder.Identify(prefixed).Orientation);
        byte[] sound = ExifBuilder.InPng(tiff);
        int last = sound.IndexOf("eXIf"u8.ToArray()) + 4 + tiff.Length - 1;
        Assert.Equal(1, PhotoMetadata.Read(sound.With(last, (byte)~sound[last])).Orientation);
    }

    [Theory]
    [InlineData("gray.jpg")]
    [InlineData("png-rgb8.png")]
    [InlineData("bmp24.bmp")]
    public void Read_NoBlock_IsAllAbsent(string file) => Assert.Equal(new PhotoMetadata(), PhotoMetadata.Read(GoldenFiles.Read(file)));

    internal static ExifBuilder Full(bool little) => new ExifBuilder(little)
        .Text(0, 0x010F, "Nikon").Text(0, 0x0110, " D 5 ").Short(0, 0x0112, 6).Text(0, 0x0132, "2025:01:01 00:00:00")
        .Text(1, 0x9003, "2024:05:17 09:31:07").Text(1, 0x9004, "2024:05:18 09:31:07").Text(1, 0x9011, "+02:00").Text(1, 0x9291, "25")
        .Place("S", [33, 1, 52, 1, 30, 1], "E", [151, 1, 12, 1, 0, 1]).Add(2, 5, 1, 1, 1).Rationals(2, 6, 35, 10);
}
