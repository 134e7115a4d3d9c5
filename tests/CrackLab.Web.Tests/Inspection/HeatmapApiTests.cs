using System.Runtime.InteropServices;
using System.Text.Json;
using CrackLab.Mapping;

namespace CrackLab.Web.Tests.Inspection;

public sealed class HeatmapApiTests(Served served) : IClassFixture<Served>
{
    [Fact]
    public async Task Heatmap_Photo_IsWhatTheMapperSays()
    {
        byte[] file = DarkLines.Jpeg(200, 120, 40, 100);
        using PhotoMapper mapper = new(DarkLines.Model());
        PhotoMap expected = mapper.Map(file, "wall.jpg");
        IReadOnlyList<CrackRegion> regions = expected.Regions(new RegionOptions { Sensitivity = 0.6, MillimetresPerPixel = 0.5 });

        JsonElement answer = await Served.Json(await served.Post("/api/heatmap?name=wall.jpg&sensitivity=0.6&mmPerPixel=0.5", file));

        Assert.Equal(2, regions.Count);
        Assert.Equal("wall.jpg", answer.GetProperty("path").GetString());
        Assert.Equal("Positive", answer.GetProperty("label").GetString());
        Assert.Equal(expected.Peak, answer.GetProperty("probability").GetDouble(), 12);
        Assert.Equal((200, 120, DarkLines.Side), (Int(answer, "width"), Int(answer, "height"), Int(answer, "window")));
        JsonElement cells = answer.GetProperty("cells");
        Assert.Equal((expected.Columns, expected.Rows), (Int(cells, "columns"), Int(cells, "rows")));
        Assert.Equal(expected.CellSize, cells.GetProperty("size").GetDouble());
        Assert.Equal(expected.LogOdds, MemoryMarshal.Cast<byte, float>(cells.GetProperty("logOdds").GetBytesFromBase64()).ToArray());
        JsonElement list = Assert.Single(answer.GetProperty("sensitivities").EnumerateArray());
        Assert.Equal(JsonSerializer.Serialize(regions.Select(region => MapJson.Describe(region, withOutlines: true)), JsonSerializerOptions.Web), list.GetProperty("regions").GetRawText());
        Assert.Equal(2, Int(list, "count"));
    }

    [Fact]
    public async Task Heatmap_Steps_HaveAListEach()
    {
        byte[] file = DarkLines.Jpeg(128, 64, 30);
        using PhotoMapper mapper = new(DarkLines.Model());
        PhotoMap map = mapper.Map(file, "");

        JsonElement answer = await Served.Json(await served.Post("/api/heatmap?steps=21", file));

        JsonElement[] lists = [.. answer.GetProperty("sensitivities").EnumerateArray()];
        Assert.Equal(Enumerable.Range(0, 21).Select(i => i / 20.0), lists.Select(list => list.GetProperty("sensitivity").GetDouble()));
        Assert.All(lists, list =>
        {
            RegionOptions options = new() { Sensitivity = list.GetProperty("sensitivity").GetDouble() };
            Assert.Equal(map.Regions(options).Count, Int(list, "count"));
            Assert.Equal(options.LevelFor(map.Threshold), list.GetProperty("level").GetDouble(), 12);
        });
    }

    [Fact]
    public async Task Heatmap_LeastAreaAndWindow_AreHeeded()
    {
        byte[] file = DarkLines.Jpeg(128, 128, 30);

        JsonElement none = await Served.Json(await served.Post("/api/heatmap?minArea=100000", file));
        JsonElement wide = await Served.Json(await served.Post("/api/heatmap?window=64", file));

        Assert.Equal(0, none.GetProperty("sensitivities")[0].GetProperty("regions").GetArrayLength());
        Assert.Equal(64, Int(wide, "window"));
        Assert.True(Int(wide.GetProperty("cells"), "columns") < Int(none.GetProperty("cells"), "columns"));
    }

    [Fact]
    public async Task Heatmap_Exif_TurnsThePhotoAndTellsDateAndPlace()
    {
        byte[] file = DarkLines.WithExif(DarkLines.Jpeg(160, 80, 10), orientation: 6);

        JsonElement answer = await Served.Json(await served.Post("/api/heatmap", file));

        Assert.Equal((80, 160), (Int(answer, "width"), Int(answer, "height")));
        Assert.StartsWith("2026-05-04", answer.GetProperty("dateTaken").GetString(), StringComparison.Ordinal);
        Assert.Equal((48.5, 9.25), (answer.GetProperty("latitude").GetDouble(), answer.GetProperty("longitude").GetDouble()));
        JsonElement region = Assert.Single(answer.GetProperty("sensitivities")[0].GetProperty("regions").EnumerateArray());
        Assert.True(Int(region, "x") > 40, "The level line near the upper edge stands near the right one, a quarter turn on.");
        Assert.Equal(160, Int(region, "height"));
    }

    [Theory]
    [InlineData("sensitivity=1.5")]
    [InlineData("sensitivity=NaN")]
    [InlineData("sensitivity=")]
    [InlineData("sensitivity=0.1&sensitivity=0.2")]
    [InlineData("sensitivity=0.1&steps=5")]
    [InlineData("steps=1")]
    [InlineData("steps=1000000")]
    [InlineData("steps=-5")]
    [InlineData("minArea=-1")]
    [InlineData("mmPerPixel=0")]
    [InlineData("mmPerPixel=1e999")]
    [InlineData("window=15")]
    [InlineData("window=4097")]
    [InlineData("window=64.5")]
    [InlineData("sens=0.5")]
    [InlineData("name=a&name=b")]
    public async Task Query_Senseless_IsRefused(string query) =>
        await Served.Problem(await served.Post($"/api/heatmap?{query}", DarkLines.Jpeg(40, 40)), 400);

    [Fact]
    public async Task Query_OfPredict_KnowsTheNameAlone() =>
        await Served.Problem(await served.Post("/api/predict?steps=5", DarkLines.Jpeg(40, 40)), 400);

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
