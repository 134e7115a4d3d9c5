using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Explanation;
using CrackLab.Imaging;
using CrackLab.Mapping;

namespace CrackLab.Tests.Mapping;

public sealed class PhotoMapperTests
{
    public static TheoryData<bool> BothKinds => [true, false];

    [Theory]
    [MemberData(nameof(BothKinds))]
    public void Map_DarkLine_IsHotOnTheLineAndColdBesideIt(bool flattens)
    {
        PhotoMap map = Map(flattens, Walls.Light(500, 300).Darken(230, 0, 30, 300));

        for (int i = 0; i < map.LogOdds.Count; i++)
        {
            double middle = ((i % map.Columns) + 0.5) * map.CellSize;
            if (middle is > 236 and < 254)
                Assert.True(map.LogOdds[i] > 0, $"{middle}: {map.LogOdds[i]}");
            if (Math.Abs(middle - 245) > 60)
                Assert.True(map.LogOdds[i] < 0, $"{middle}: {map.LogOdds[i]}");
        }
    }

    /// <summary>No seams: a photo that begins later, by what the model sees as one picture, has the same map, as much earlier.</summary>
    [Theory]
    [InlineData(false, 1, 0)]
    [InlineData(false, 0, 2)]
    [InlineData(false, 3, 1)]
    [InlineData(true, 1, 2)]
    public void Map_ShiftedPhoto_ShiftsTheMap(bool flattens, int right, int down)
    {
        Image wall = Walls.Light(900, 700);
        for (int i = 0; i < 12; i++)
            wall.Darken(40 + (i * 67 % 800), 30 + (i * 111 % 600), 8 + (i * 3 % 20), 20 + (i * 7 % 40));
        PhotoMap whole = Map(flattens, wall), later = Map(flattens, wall.From(right * DarkNet.Window, down * DarkNet.Window));
        (int columns, int rows) = ((int)Math.Round(right * DarkNet.Window / whole.CellSize), (int)Math.Round(down * DarkNet.Window / whole.CellSize));

        // At the new edge the photo goes on as in a mirror, where the whole one shows what is there: windows that reach there, and what is between them and the next place.
        int edge = (int)(1.25 * DarkNet.Window / whole.CellSize);
        Assert.Equal(whole.CellSize, later.CellSize);
        for (int y = edge; y < later.Rows - edge; y++)
        {
            for (int x = edge; x < later.Columns - edge; x++)
                Assert.Equal(whole.LogOdds[((y + rows) * whole.Columns) + x + columns], later.LogOdds[(y * later.Columns) + x], 1e-4f);
        }
    }

    /// <summary>Tiles of the photo give just what the whole photo gives at once.</summary>
    [Fact]
    public void Map_PhotoOfManyTiles_EqualsEachPartByItself()
    {
        Image wall = Walls.Light(2600, 420).Darken(1141, 100, 12, 300).Darken(1203, 0, 7, 220);
        PhotoMap whole = Map(false, wall);
        PhotoMap part = Map(false, wall.Cut(960, 0, 512, 420));
        int offset = (int)Math.Round(960 / whole.CellSize), edge = (int)(1.25 * DarkNet.Window / whole.CellSize);

        for (int y = 0; y < part.Rows; y++)
        {
            for (int x = edge; x < part.Columns - edge; x++)
                Assert.Equal(whole.LogOdds[(y * whole.Columns) + x + offset], part.LogOdds[(y * part.Columns) + x], 1e-4f);
        }
    }

    /// <summary>Layers without padding see a window in the photo just as they see the picture cut out there.</summary>
    [Fact]
    public void Windows_OfUnpaddedLayers_EqualThePredictionsOfTheCrops()
    {
        const int Side = DarkNet.Size, Step = 4, Places = 7;
        Sequential model = DarkNet.WithGlobalPooling(Padding.Valid);
        Image wall = Walls.Light(128, 96).Darken(50, 10, 3, 45);
        using var scorer = new TrunkScorer(Trunk.Of(model)!, new Decision(1, "Positive", 0), new SimdEngine(1), 1);
        LogOddsGrid grid = scorer.Windows(wall, Side, CancellationToken.None);
        int columns = ((128 - Side) / Step) + 1;
        byte[] crops = [.. from i in Enumerable.Range(0, columns * Places) from sample in wall.Cut(i % columns * Step, i / columns * Step, Side, Side).Pixels select sample];
        float[] logits = PartialModel.Run(PartialModel.WithLogits(model), crops, columns * Places);

        // A row of places that windows of seven rows cover, and up to seven in a row.
        Assert.Equal(columns + Places - 1, grid.Columns);
        for (int place = 0; place < grid.Columns; place++)
        {
            float greatest = (from row in Enumerable.Range(0, Places)
                              from window in Enumerable.Range(0, columns)
                              where window <= place && place < window + Places
                              select logits[(row * columns) + window]).Max();
            Assert.Equal(greatest, grid.Values[((Places - 1) * grid.Columns) + place], 1e-4f);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 300)]
    [InlineData(300, 3)]
    [InlineData(64, 64)]
    [InlineData(65, 63)]
    [InlineData(4000, 20)]
    public void Map_AnySize_CoversThePhoto(int width, int height)
    {
        foreach (bool flattens in (bool[])[true, false])
        {
            PhotoMap map = Map(flattens, Walls.Light(width, height));

            Assert.Equal(map.Columns * map.Rows, map.LogOdds.Count);
            Assert.InRange(map.Columns * map.CellSize, width, width + map.CellSize);
            Assert.InRange(map.Rows * map.CellSize, height, height + map.CellSize);
            Assert.All(map.LogOdds, value => Assert.True(float.IsFinite(value)));
            Assert.Empty(map.Regions());
        }
    }

    [Fact]
    public void Map_AnyNumberOfThreads_GivesTheSameBits()
    {
        Image wall = Walls.Light(700, 500).Darken(200, 100, 20, 300);
        using var one = new PhotoMapper(DarkNet.WithGlobalPooling(), new PhotoMapOptions { Threads = 1 });
        using var three = new PhotoMapper(DarkNet.WithGlobalPooling(), new PhotoMapOptions { Threads = 3 });

        Assert.Equal(one.Map(wall, "wall").LogOdds, three.Map(wall, "wall").LogOdds);
    }

    [Fact]
    public void Map_ModelWithoutPictureSize_AsksForTheWindow()
    {
        Sequential model = DarkNet.WithGlobalPooling();
        model.Metadata = model.Metadata with { PictureSize = null };

        ArgumentException error = Assert.Throws<ArgumentException>(() => new PhotoMapper(model));
        Assert.Contains("Give the window in pixels", error.Message, StringComparison.Ordinal);
        using var mapper = new PhotoMapper(model, new PhotoMapOptions { Window = 64 });
        Assert.Equal(64, mapper.Map(Walls.Light(70, 70), "wall").Window);
    }

    [Fact]
    public void Map_SeveralClasses_WantsAName()
    {
        Sequential model = Models.CrackNet(32, classes: 3);
        model.Metadata = new ModelMetadata { Classes = ["crack", "sound", "spall"], PictureSize = 64 };

        Assert.Contains("received none", Assert.Throws<ArgumentException>(() => new PhotoMapper(model)).Message, StringComparison.Ordinal);
        Assert.Contains("received 'moss'", Assert.Throws<ArgumentException>(() => new PhotoMapper(model, new PhotoMapOptions { Class = "moss" })).Message, StringComparison.Ordinal);
        using var mapper = new PhotoMapper(model, new PhotoMapOptions { Class = "spall" });
        Assert.Equal("spall", mapper.Map(Walls.Light(90, 90), "wall").Class);
    }

    [Fact]
    public void Map_Cancelled_Throws()
    {
        using var mapper = new PhotoMapper(DarkNet.WithGlobalPooling());
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => mapper.Map(Walls.Light(300, 300), "wall", stop.Token));
    }

    [Fact]
    public void Median_PicturesOfSeveralSizes_IsTheMiddleOfTheirShorterSides()
    {
        string folder = Directory.CreateTempSubdirectory("map-size").FullName;
        try
        {
            foreach (string name in (string[])["a", "b"])
            {
                Directory.CreateDirectory(Path.Combine(folder, name));
                for (int i = 0; i < 5; i++)
                    File.WriteAllBytes(Path.Combine(folder, name, $"{i}.png"), PngEncoder.Encode(Walls.Light(40 + i, 90, i)));
            }

            Assert.Equal(42, PictureSizes.Median(ImageFolder.Open(folder).Inspect().Healthy));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static PhotoMap Map(bool flattens, Image wall)
    {
        using var mapper = new PhotoMapper(flattens ? DarkNet.WithFlatten() : DarkNet.WithGlobalPooling(), new PhotoMapOptions { Threads = 2 });
        return mapper.Map(wall, "wall.png");
    }
}
