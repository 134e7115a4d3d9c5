using CrackLab.Display.Views;
using CrackLab.Engine;
using CrackLab.Evaluation;
using CrackLab.Explanation;
using CrackLab.Imaging;
using CrackLab.Tests.Training;

namespace CrackLab.Tests.Explanation;

public sealed class HeatmapTests(LinePhotos photos) : IClassFixture<LinePhotos>
{
    private Heatmap Map => new()
    {
        Path = photos.Lines.First().Path,
        Method = HeatmapMethod.GradCam,
        Class = "<b>line",
        Probability = 0.75,
        Width = 2,
        Height = 1,
        Values = [0, 4],
    };

    [Fact]
    public void Resize_ToLarger_IsBilinearBetweenMiddles()
    {
        Assert.Equal([0f, 4], Map.Resize(2, 1));
        Assert.Equal([0f, 1, 3, 4, 0, 1, 3, 4], Map.Resize(4, 2));
        Assert.Equal([2f], Map.Resize(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Map.Resize(0, 1));
    }

    [Fact]
    public void Overlay_HeatAlone_GoesFromDarkBlueToYellow()
    {
        Image heat = Map.Overlay(new Image(2, 1), opacity: 1);
        Assert.Equal([0, 34, 78, 254, 232, 56], heat.Pixels);
    }

    [Fact]
    public void Overlay_NoHeat_IsTheGreyPhoto()
    {
        var photo = new Image(2, 1, 3, [255, 0, 0, 10, 10, 10]);
        Assert.Equal([76, 76, 76, 10, 10, 10], Map.Overlay(photo, opacity: 0).Pixels);
        Assert.Equal([7, 7, 7, 9, 9, 9], Map.Overlay(new Image(2, 1, 1, [7, 9]), opacity: 0).Pixels);
        Assert.Throws<ArgumentOutOfRangeException>(() => Map.Overlay(photo, opacity: 1.1));
    }

    [Fact]
    public void Overlay_NothingSpeaksForTheClass_IsColdAllOver()
    {
        Image heat = (Map with { Values = [-1, 1e-9f] }).Overlay(new Image(2, 1), opacity: 1);
        Assert.Equal([0, 34, 78, 0, 34, 78], heat.Pixels);
    }

    [Fact]
    public void Colours_FromColdToHot_BecomeLighter()
    {
        double[] lightness = [.. Enumerable.Range(0, 101).Select(i => HeatColours.Of(i / 100.0)).Select(colour => (0.2126 * colour.R) + (0.7152 * colour.G) + (0.0722 * colour.B))];
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.True(pair.Second > pair.First));
    }

    [Fact]
    public void SavePng_WideLargePhoto_KeepsItsShapeWithinTheLimit()
    {
        string photo = photos.Below("wide.png");
        File.WriteAllBytes(photo, PngEncoder.Encode(new Image(2048, 512)));
        string target = photos.Below("maps/wide.png");

        (Map with { Path = photo }).SavePng(target);

        Image overlay = ImageDecoder.Decode(File.ReadAllBytes(target));
        Assert.Equal((1024, 256), (overlay.Width, overlay.Height));
        Assert.True(overlay.Pixels[^3] > overlay.Pixels[0] + 100);
    }

    [Fact]
    public void Occlusion_OfALine_FallsMostOnTheLine()
    {
        (string path, int place, bool isUpright) = photos.Lines.First();
        OcclusionMap map = OcclusionMap.Compute(photos.Model, path, patch: 0.25, steps: 8);

        Assert.Equal((8, 8, HeatmapMethod.Occlusion), (map.Heatmap.Width, map.Heatmap.Height, map.Heatmap.Method));
        Assert.Equal(map.Drops.Select(drop => (float)drop), map.Heatmap.Values);
        Assert.Equal("with line", map.Class);
        Assert.Equal(map.Probability, 1 - OcclusionMap.Compute(photos.Model, path, className: "plain").Probability, 1e-6);
        int hottest = map.Drops.Index().MaxBy(drop => drop.Item).Index;
        Assert.True(isUpright);
        Assert.InRange((hottest % 8 * 4) + 2 - place, -5, 5);
    }

    [Fact]
    public void Occlusion_SureModel_StillSaysWhere()
    {
        string path = photos.Lines.First().Path;
        OcclusionMap usual = OcclusionMap.Compute(photos.Model, path, patch: 0.25, steps: 8);

        OcclusionMap sure = OcclusionMap.Compute(TemperatureScaling.Apply(photos.Model, 1 / 64f), path, patch: 0.25, steps: 8);

        Assert.Equal(1, sure.Probability);
        Assert.True(usual.Drops.Max() > 0.1);
        Assert.All(usual.Drops.Zip(sure.Drops), pair => Assert.Equal(64 * pair.First, pair.Second, 1e-2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Occlusion_ThreeClasses_WatchesTheLogOddsOfTheOne(int label)
    {
        string path = photos.Lines.First().Path;
        Sequential model = ToyPhotos.Model(classes: 3, size: LinePhotos.Size);
        model.Metadata = model.Metadata with { Classes = ["a", "b", "c"] };
        string hidden = photos.Below("hidden.png");
        File.WriteAllBytes(hidden, PngEncoder.Encode(Grey()));

        OcclusionMap map = OcclusionMap.Compute(model, path, patch: 1, steps: 3, className: model.Metadata.Classes[label]);

        double LogOdds(string photo)
        {
            double probability = OcclusionMap.Compute(model, photo, className: model.Metadata.Classes[label]).Probability;
            return Math.Log(probability / (1 - probability));
        }

        Assert.Equal(LogOdds(path) - LogOdds(hidden), map.Drops[4], 1e-4);
    }

    [Fact]
    public void View_Heatmap_ShowsPhotoAndOverlayAndEscapesNames()
    {
        string html = NotebookViews.Html(Map)!;
        Assert.Equal(2, html.Split("<img ").Length - 1);
        Assert.Contains("&lt;b&gt;line 0.7500", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>line", html, StringComparison.Ordinal);

        string gone = NotebookViews.Html(Map with { Path = photos.Below("gone.png") })!;
        Assert.DoesNotContain("<img ", gone, StringComparison.Ordinal);
        Assert.Contains("gone.png", gone, StringComparison.Ordinal);
    }

    private static Image Grey()
    {
        var image = new Image(LinePhotos.Size, LinePhotos.Size);
        image.Pixels.AsSpan().Fill(128);
        return image;
    }
}
