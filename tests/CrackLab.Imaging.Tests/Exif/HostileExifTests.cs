using CrackLab.Imaging.Exif;

namespace CrackLab.Imaging.Tests.Exif;

/// <summary>Whatever the block: fields that make sense or none, soon, and never an exception.</summary>
public sealed class HostileExifTests
{
    private const int Mutations = 6_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_CutAtEveryByte_GivesFieldsOrNone(bool little)
    {
        ExifBuilder exif = PhotoMetadataTests.Full(little);
        foreach (byte[] file in new[] { exif.Jpeg(), exif.Png() })
        {
            PhotoMetadata whole = PhotoMetadata.Read(file);
            for (int length = 0; length < file.Length; length++)
            {
                PhotoMetadata cut = PhotoMetadata.Read(file.AsSpan(0, length));
                Assert.True(cut == whole || cut == new PhotoMetadata(), $"{length} bytes gave {cut}");
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_BlockCutAtEveryByte_GivesTheFieldsThatAreWhole(bool little)
    {
        byte[] tiff = PhotoMetadataTests.Full(little).Tiff();
        PhotoMetadata whole = PhotoMetadata.Read(ExifBuilder.InJpeg(tiff));
        int partly = 0;
        for (int length = 0; length < tiff.Length; length++)
        {
            PhotoMetadata cut = PhotoMetadata.Read(ExifBuilder.InJpeg(tiff[..length]));
            Assert.Equal(cut, PhotoMetadata.Read(ExifBuilder.InPng(tiff[..length])));
            Assert.Contains(cut.Location, new[] { null, whole.Location, whole.Location!.Value with { Altitude = null } });
            Assert.Contains(cut.Orientation, new[] { 1, 6 });
            Assert.Contains(cut.CameraMake, new[] { null, "Nikon" });
            partly += cut != new PhotoMetadata() ? 1 : 0;
        }

        Assert.InRange(partly, 100, tiff.Length);
    }

    [Fact]
    public void Read_RandomMutations_GivesFieldsThatMakeSense()
    {
        byte[][] blocks = [PhotoMetadataTests.Full(little: true).Tiff(), PhotoMetadataTests.Full(little: false).Tiff()];
        Random random = new(41);
        int changed = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] tiff = [.. blocks[i % 2]];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                tiff[random.Next(tiff.Length)] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => 0xFF, _ => 0 };
            }

            byte[] file = i % 4 < 2 ? ExifBuilder.InJpeg(tiff) : ExifBuilder.InPng(tiff);
            PhotoMetadata photo = PhotoMetadata.Read(file);
            Assert.InRange(photo.Orientation, 1, 8);
            Assert.Equal(ImageDecoder.Identify(file).Orientation, photo.Orientation);
            Assert.InRange(photo.Location?.Latitude ?? 0, -90, 90);
            Assert.InRange(photo.Location?.Longitude ?? 0, -180, 180);
            Assert.InRange(photo.Location?.Altitude ?? 0, -100_000, 100_000);
            Assert.NotEqual("", photo.CameraMake);
            _ = photo.DateTaken.ToString();
            changed += photo != PhotoMetadata.Read(ExifBuilder.InJpeg(blocks[i % 2])) ? 1 : 0;
        }

        Assert.InRange(changed, Mutations / 10, Mutations);
    }

    [Fact]
    public void Read_MutationsOfWholeFiles_NeverThrows()
    {
        byte[][] files = [PhotoMetadataTests.Full(little: true).Jpeg(), PhotoMetadataTests.Full(little: false).Png()];
        Random random = new(42);
        for (int i = 0; i < Mutations; i++)
        {
            byte[] file = [.. files[i % 2]];
            for (int change = random.Next(1, 6); change > 0; change--) file[random.Next(file.Length)] = (byte)random.Next(256);
            Assert.InRange(PhotoMetadata.Read(file).Orientation, 1, 8);
        }
    }

    [Theory]
    [InlineData(0x8769)]
    [InlineData(0x8825)]
    public void Read_DirectoryThatPointsToItself_Ends(ushort pointer)
    {
        // The directory inside is the first one again, which holds a pointer to itself.
        byte[] tiff = new ExifBuilder(little: true).Short(0, 0x0112, 5).Add(0, pointer, 4, 1, 8, 0, 0, 0).Tiff();
        Array.Copy(new byte[] { 8, 0, 0, 0 }, 0, tiff, 8 + 2 + 12 + 8, 4);
        Assert.Equal(new PhotoMetadata { Orientation = 5 }, PhotoMetadata.Read(ExifBuilder.InJpeg(tiff)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void Read_CountsAndOffsetsOutOfReach_AreAbsent(ushort type)
    {
        foreach (uint count in new[] { 5u, 0x1000_0000u, 0x2000_0000u, 0x2000_0001u, 0x8000_0000u, uint.MaxValue })
        {
            ExifBuilder exif = new ExifBuilder(little: true).Text(2, 1, "N").Add(2, 2, type, count, 0xFF, 0xFF, 0xFF, 0x7F).Text(2, 3, "E").Rationals(2, 4, 1, 1)
                .Add(1, 0x9003, type, count, 0xFF, 0xFF, 0xFF, 0xFF).Add(0, 0x010F, type, count, 0xFF, 0xFF, 0xFF, 0x7F);
            Assert.Equal(new PhotoMetadata(), PhotoMetadata.Read(exif.Jpeg()));
        }
    }

    [Fact]
    public void Read_LongTextsAndManyEntries_TakeLittleMemory()
    {
        var exif = new ExifBuilder(little: true);
        for (int i = 0; i < 4_000; i++) exif.Text(0, 0x010F, new string('x', 2_000));
        byte[] file = exif.Png();
        Assert.Null(PhotoMetadata.Read(file).CameraMake);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PhotoMetadata.Read(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
    }
}
