using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Imaging;

namespace CrackLab.Tests.Data.Overlaps;

public sealed class OverlapTests(CropFolder crops) : IClassFixture<CropFolder>
{
    private IReadOnlyDictionary<string, GroupRow> Rows => crops.Report.Table.Rows;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Find_CropsOfOnePhotograph_ShareAGroupOfTheirOwn(int photo)
    {
        Assert.All("bcd", name => Assert.Equal($"p{photo}/a.jpg", Rows[$"p{photo}/{name}.jpg"].PhotoGroup));
        Assert.All("abcd", name => Assert.Equal($"p{photo}/{name}.jpg", Rows[$"p{photo}/{name}.jpg"].TwinGroup));
    }

    [Theory]
    [InlineData("encoded.jpg")]
    [InlineData("png.png")]
    [InlineData("copy.jpg")]
    [InlineData("small.jpg")]
    [InlineData("bright.jpg")]
    [InlineData("turned1.jpg")]
    [InlineData("turned2.jpg")]
    [InlineData("turned3.jpg")]
    [InlineData("turned4.jpg")]
    [InlineData("turned5.jpg")]
    [InlineData("turned6.jpg")]
    [InlineData("turned7.jpg")]
    public void Find_Copy_IsATwinAndOfThePhotograph(string name) =>
        Assert.Equal(new GroupRow("p0/a.jpg", "p0/a.jpg"), Rows[$"twins/{name}"]);

    [Fact]
    public void Find_FlatPlaster_LinksNothing() => Assert.All(
        Enumerable.Range(0, 6), number => Assert.Equal(new GroupRow($"flat/{number}.jpg", $"flat/{number}.jpg"), Rows[$"flat/{number}.jpg"]));

    [Fact]
    public void Links_Overlap_SaysWhereAndHowMuch()
    {
        OverlapLink link = crops.Report.Links.Single(link =>
            (link.First, link.Second) is ("p1/a.jpg", "p1/b.jpg") or ("p1/b.jpg", "p1/a.jpg"));
        int sign = link.First == "p1/a.jpg" ? -1 : 1;
        Assert.Equal(0, link.Placement.Symmetry.Index);
        Assert.Equal((sign * 73, sign * 31), (link.Placement.X, link.Placement.Y));
        Assert.InRange(link.Correlation, 0.9, 1);
        Assert.Equal((160 - 73) * (160 - 31) / (160.0 * 160), link.Shared, 1e-6);
        Assert.False(link.IsTwin);
    }

    [Fact]
    public void Find_Again_RemembersWithoutLookingAtThePictures()
    {
        var elsewhere = new ImageSet(crops.Root + "-moved", ["p"], crops.Set.Samples);
        OverlapReport again = elsewhere.FindOverlaps(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Rows, again.Table.Rows);
        Assert.Equal(crops.Report.Links, again.Links);
    }

    [Fact]
    public void Find_OneThread_WorksOnNoOtherAndFindsTheSame()
    {
        var seen = new ThreadRecorder();
        FoundOverlaps one = new OverlapFinder(crops.Set, seen, threads: 1, TestContext.Current.CancellationToken).Find();
        Assert.Equal([Environment.CurrentManagedThreadId], seen.Threads);
        Assert.Equal(crops.Report.Links.Count, one.Links.Count);
    }

    [Fact]
    public void Find_CacheCannotBeWritten_FindsAllTheSame()
    {
        ImageSet some = crops.Set.Pick(Enumerable.Range(0, 4));
        string[] inTheWay = [.. new[] { CacheFolder.Usual, CacheFolder.Fallback }.Select(folder => Path.Combine(folder, OverlapCache.NameOf(some)))];
        Assert.All(inTheWay, path => Directory.CreateDirectory(path));
        try
        {
            Assert.Single(some.FindOverlaps(cancellationToken: TestContext.Current.CancellationToken).Photographs);
        }
        finally
        {
            Assert.All(inTheWay, path => Directory.Delete(path));
        }
    }

    [Fact]
    public void WriteCsv_Table_ComesBack()
    {
        using var folder = new TestFolder();
        crops.Report.Table.WriteCsv(folder["groups.csv"]);
        Assert.StartsWith("path,photo_group,twin_group\n", File.ReadAllText(folder["groups.csv"]), StringComparison.Ordinal);
        Assert.Equal(Rows, GroupTable.Read(folder["groups.csv"]).Rows);
    }

    [Fact]
    public void Links_PairFoundTwice_IsListedOnce() =>
        Assert.Equal(crops.Report.Links.Count, crops.Report.Links.DistinctBy(link => (link.First, link.Second, link.IsTwin)).Count());

    [Fact]
    public void Stitch_Photograph_GivesThePixelsBack()
    {
        Photograph photo = crops.Report.Photographs.Single(photo => photo.Name == "p2/a.jpg");
        (Image picture, int left, int top) = Mosaic.Stitch(crops.Root, photo);
        (int, int)[] sizes = [(350, 330), (330, 350)];
        Assert.Contains((picture.Width, picture.Height), sizes);
        PlacedCrop crop = photo.Crops[0];
        (int cropLeft, int cropTop, _, _) = Mosaic.BoxOf(crop);
        Image pixels = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(crops.Root, crop.Path)));
        (double x, double y) = crop.Placement.Symmetry.Apply(-79.5, -79.5);
        int at = ((cropTop - top + (int)(y + 79.5)) * picture.Width) + cropLeft - left + (int)(x + 79.5);
        Assert.Equal(pixels.Pixels[0], picture.Pixels[at * 3], 12.0);
    }
}
