using CrackLab.Mapping;

namespace CrackLab.Tests.Mapping;

public sealed class RegionTests
{
    private const float Hot = 6;
    private const float Cold = -6;

    [Fact]
    public void Regions_CellsThatTouchAtCorners_AreOne()
    {
        IReadOnlyList<CrackRegion> regions = Map("X..", ".X.", "..X").Regions();

        CrackRegion region = Assert.Single(regions);
        Assert.Equal((0, 0, 30, 30, 300.0), (region.X, region.Y, region.Width, region.Height, region.Area));
    }

    [Fact]
    public void Regions_Several_ComeLargestFirstWithTheirOwnFigures()
    {
        PhotoMap map = Map("X..XX", "...XX", ".....", "X....", "XX...");
        map = map with { LogOdds = [.. map.LogOdds.Select((value, i) => i == 0 ? 2f : value)] };
        IReadOnlyList<CrackRegion> regions = map.Regions();

        Assert.Equal([400.0, 300.0, 100.0], regions.Select(region => region.Area));
        Assert.Equal([1, 2, 3], regions.Select(region => region.Number));
        Assert.Equal((30, 0, 20, 20), (regions[0].X, regions[0].Y, regions[0].Width, regions[0].Height));
        Assert.Equal(1 / (1 + Math.Exp(-2)), regions[2].Peak, 1e-6);
        Assert.Equal(regions[2].Peak, regions[2].Mean, 1e-6);
    }

    [Fact]
    public void Regions_CellsThatReachBeyondThePhoto_CountWithTheirPartInIt()
    {
        PhotoMap map = Map("..", ".X") with { PhotoWidth = 14, PhotoHeight = 18 };

        CrackRegion region = Assert.Single(map.Regions());
        Assert.Equal((10, 10, 4, 8, 32.0), (region.X, region.Y, region.Width, region.Height, region.Area));
    }

    [Fact]
    public void Regions_MinimumArea_LeavesSmallOnesOut()
    {
        PhotoMap map = Map("X..XX", ".....");

        Assert.Equal(2, map.Regions().Count);
        Assert.Equal(200, Assert.Single(map.Regions(new RegionOptions { MinimumArea = 101 })).Area);
        Assert.Empty(map.Regions(new RegionOptions { MinimumArea = 201 }));
    }

    [Fact]
    public void Regions_Sensitivity_MovesTheThreshold()
    {
        PhotoMap map = Map(".........") with { Threshold = 0.1, LogOdds = [-6.1f, -9, -2.1f, -9, 0, -9, 1.9f, -9, 4] };

        // The threshold's log-odds are -2.2; they move by 0.8 with a tenth of sensitivity.
        Assert.Equal(
            [2, 2, 3, 4, 5],
            new[] { 0, 0.2, 0.4, 0.5, 1 }.Select(sensitivity => map.Regions(new RegionOptions { Sensitivity = sensitivity }).Count));
    }

    [Fact]
    public void Regions_MillimetresPerPixel_GivesEstimates()
    {
        CrackRegion region = Assert.Single(Map("XX.").Regions(new RegionOptions { MillimetresPerPixel = 0.5 }));

        Assert.Equal((10, 5, 50), (region.WidthMillimetres, region.HeightMillimetres, region.AreaSquareMillimetres));
        Assert.Null(Assert.Single(Map("XX.").Regions()).WidthMillimetres);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void RegionOptions_OutOfRange_Throws(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegionOptions { Sensitivity = value });
        if (value < 0)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new RegionOptions { MinimumArea = value });
            Assert.Throws<ArgumentOutOfRangeException>(() => new RegionOptions { MillimetresPerPixel = value });
        }
    }

    [Theory]
    [InlineData(1, "X")]
    [InlineData(1, "...", ".X.", "...")]
    [InlineData(2, ".....", ".XXX.", ".X.X.", ".XXX.", ".....")]
    [InlineData(1, "XX", "XX")]
    [InlineData(1, "X.X", ".X.", "X.X")]
    [InlineData(2, "XXX", "X.X", "XXX")]
    public void Outlines_AnyShape_CloseAroundTheRegionAndItsHoles(int count, params string[] rows)
    {
        PhotoMap map = Map(rows);
        CrackRegion region = Assert.Single(map.Regions());

        Assert.Equal(count, region.Outlines.Count);
        double enclosed = region.Outlines.Sum(Enclosed);
        Assert.All(region.Outlines.SelectMany(outline => outline), point =>
        {
            Assert.InRange(point.X, 0, map.PhotoWidth);
            Assert.InRange(point.Y, 0, map.PhotoHeight);
        });

        // Lines cross halfway between a hot and a cold middle: corners are cut, edges of the photo reached.
        Assert.InRange(Math.Abs(enclosed), region.Area * 0.45, region.Area);
        Assert.All(region.Outlines, outline => Assert.True(outline.Count >= 3));
    }

    [Fact]
    public void Outlines_StraightEdge_LiesWhereTheMapReachesTheLevel()
    {
        PhotoMap map = Map("X.", "X.") with { LogOdds = [3, -1, 3, -1] };

        double right = Assert.Single(Assert.Single(map.Regions()).Outlines).Max(point => point.X);

        // From 3 at 5 pixels down to -1 at 15: 0, the log-odds of the threshold 0.5, is reached at 12.5.
        Assert.Equal(12.5, right, 1e-6);
    }

    [Fact]
    public void Outlines_TwoRegions_EachHaveTheirOwn()
    {
        IReadOnlyList<CrackRegion> regions = Map("XX..X", "XX..X").Regions();

        Assert.All(Assert.Single(regions[0].Outlines), point => Assert.InRange(point.X, 0, 25));
        Assert.All(Assert.Single(regions[1].Outlines), point => Assert.InRange(point.X, 35, 50));
    }

    private static PhotoMap Map(params string[] rows) => new()
    {
        Path = "wall.png",
        PhotoWidth = rows[0].Length * 10,
        PhotoHeight = rows.Length * 10,
        Class = "Positive",
        Threshold = 0.5,
        Window = 64,
        CellSize = 10,
        Columns = rows[0].Length,
        Rows = rows.Length,
        LogOdds = [.. rows.SelectMany(row => row.Select(cell => cell == 'X' ? Hot : Cold))],
    };

    /// <summary>Twice the signed area by the shoelace formula, halved: holes count the other way round.</summary>
    private static double Enclosed(IReadOnlyList<OutlinePoint> outline) => 0.5 * outline
        .Zip(outline.Skip(1).Append(outline[0]), (a, b) => (a.X * b.Y) - (b.X * a.Y)).Sum();
}
