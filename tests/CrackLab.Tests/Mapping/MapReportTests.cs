using System.Text.Json;
using CrackLab.Display;
using CrackLab.Display.Views;
using CrackLab.Imaging;
using CrackLab.Mapping;

namespace CrackLab.Tests.Mapping;

public sealed class MapReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("map-report").FullName;
    private readonly PhotoMapper _mapper = new(DarkNet.WithGlobalPooling());

    private string Out => Path.Combine(_folder, "out");

    public void Dispose()
    {
        _mapper.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Add_OddNames_AreMappedOrTold()
    {
        string longest = Photo($"{new string('ä', 125)}.png", Walls.Light(60, 60));
        string alike = Photo($"{new string('ä', 124)}b.png", Walls.Light(60, 60));
        string pipe = Path.Combine(_folder, "pipe.jpg");
        OddFiles.MakePipe(pipe);
        using var report = new MapReport(_mapper, Out);

        Assert.Null(report.Add(longest).Error);
        Assert.Null(report.Add(alike).Error);
        Assert.Contains("received no bytes", report.Add(pipe).Error);
        Assert.Equal("expected a file, found nothing", report.Add(Path.Combine(_folder, "gone.jpg")).Error);
        Assert.Contains("expected a folder that may be listed", report.Add(_folder).Error);
        report.Commit();
        Assert.Equal(2, Directory.GetFiles(Out, "*.heat.png").Length);
    }

    [Fact]
    public void Add_Photos_WritesPictureJsonTableAndPage()
    {
        string cracked = Photo("cracked <b>.png", Walls.Light(400, 200).Darken(190, 20, 20, 150));
        string sound = Photo("sound.png", Walls.Light(120, 300));
        string broken = Path.Combine(_folder, "broken.jpg");
        File.WriteAllText(broken, "no picture");
        using var report = new MapReport(_mapper, Out, new RegionOptions { MillimetresPerPixel = 0.5 });

        MappedPhoto[] photos = [report.Add(cracked), report.Add(sound), report.Add(broken)];
        report.Commit();

        CrackRegion region = Assert.Single(photos[0].Regions);
        Assert.InRange(region.X, 170, 190);
        Assert.InRange(region.Width, 20, 60);
        Assert.Empty(photos[1].Regions);
        Assert.Contains("expected a JPEG, PNG or BMP picture", photos[2].Error, StringComparison.Ordinal);
        Assert.Equal(
            ["cracked <b>.png.heat.json", "cracked <b>.png.heat.png", "heatmap.html", "regions.csv", "sound.png.heat.json", "sound.png.heat.png"],
            Directory.GetFiles(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        string[] table = File.ReadAllLines(report.TablePath);
        Assert.Equal("photo,region,x,y,width,height,area,peak,mean,width_mm_estimate,height_mm_estimate,area_mm2_estimate,date_taken,latitude,longitude,altitude", table[0]);
        Assert.StartsWith(FormattableString.Invariant($"{cracked},1,{region.X},{region.Y},{region.Width},{region.Height},{Math.Round(region.Area)},1.0000,"), Assert.Single(table.Skip(1)), StringComparison.Ordinal);

        JsonElement json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "cracked <b>.png.heat.json"))).RootElement;
        JsonElement cells = json.GetProperty("cells");
        Assert.Equal(cells.GetProperty("columns").GetInt32() * cells.GetProperty("rows").GetInt32(), cells.GetProperty("probabilities").GetArrayLength());
        Assert.Equal(region.Width * 0.5, json.GetProperty("regions")[0].GetProperty("widthMmEstimate").GetDouble());
        Assert.Equal(region.Outlines[0].Count, json.GetProperty("regions")[0].GetProperty("outlines")[0].GetArrayLength());

        string page = File.ReadAllText(report.PagePath);
        Assert.Contains("1 of 2 photos has places that look cracked: 1 region.", page, StringComparison.Ordinal);
        Assert.Contains("cracked &lt;b&gt;.png", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>.png", page, StringComparison.Ordinal);
        Assert.Contains("1 file could not be read", page, StringComparison.Ordinal);
        Assert.Contains("Millimetres are estimates", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlay_OfAMap_LeavesColdPlacesAsTheyAreAndColoursHotOnes()
    {
        Image wall = Walls.Light(300, 200).Darken(140, 0, 24, 200);
        PhotoMap map = _mapper.Map(wall, "wall.png");

        Image overlay = map.Overlay(wall, []);

        Assert.Equal(wall.Pixels.AsSpan(0, 60 * 3), overlay.Pixels.AsSpan(0, 60 * 3));
        ReadOnlySpan<byte> hot = overlay.Pixels.AsSpan(((100 * 300) + 152) * 3, 3);
        Assert.True(hot[0] > 100 && hot[1] > 90 && hot[2] < 60, $"{hot[0]} {hot[1]} {hot[2]}");
        Image shrunk = map.Overlay(Resizer.Resize(wall, 150, 100), map.Regions());
        Assert.Equal((150, 100), (shrunk.Width, shrunk.Height));
        Assert.Equal(wall.Pixels, map.Overlay(wall, [], new OverlayOptions { Opacity = 0 }).Pixels);
    }

    [Fact]
    public void Add_TwoPhotosOfAName_OverwritesNone()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "a"));
        Directory.CreateDirectory(Path.Combine(_folder, "b"));
        using var report = new MapReport(_mapper, Out);

        string[] pictures = [.. new[] { "a", "b" }.Select(name => report.Add(Photo(Path.Combine(name, "1.png"), Walls.Light(70, 70))).Picture!)];

        Assert.Equal(["1.png.heat.png", "1.png.2.heat.png"], pictures.Select(picture => Path.GetFileName(picture)));
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesNoTable()
    {
        using (var report = new MapReport(_mapper, Out))
            report.Add(Photo("1.png", Walls.Light(70, 70)));

        Assert.Equal(["1.png.heat.json", "1.png.heat.png"], Directory.GetFiles(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Html_OfAMap_ShowsThePhotoAndItsRegions()
    {
        string path = Photo("wall.png", Walls.Light(300, 200).Darken(140, 0, 24, 200));

        string html = NotebookViews.Html(_mapper.Map(path))!;

        Assert.Contains("data:image/jpeg;base64,", html, StringComparison.Ordinal);
        Assert.Contains("left, top", html, StringComparison.Ordinal);
        File.Delete(path);
    }

    private string Photo(string name, Image image)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, PngEncoder.Encode(image));
        return path;
    }
}
