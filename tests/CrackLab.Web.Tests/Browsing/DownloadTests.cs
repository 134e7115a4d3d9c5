using System.Text.RegularExpressions;
using CrackLab.Mapping;
using CrackLab.Web.Tests.Inspection;
using static Microsoft.Playwright.Assertions;

namespace CrackLab.Web.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class DownloadTests(Browser browser, Served served) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cracklab-web-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task RegionsCsv_Photos_IsWhatTheCommandWrites()
    {
        byte[] cracked = DarkLines.WithExif(DarkLines.Jpeg(200, 120, 40, 100), 1), quoted = DarkLines.Jpeg(90, 60, 20);
        using PhotoMapper mapper = new(DarkLines.Model());
        RegionOptions options = new() { Sensitivity = 0.4, MillimetresPerPixel = 0.25 };
        string path = Path.Combine(_folder, "regions.csv");
        using (RegionFile file = RegionFile.Create(path))
        {
            foreach ((byte[] bytes, string name) in new[] { (cracked, "cracked.jpg"), (quoted, "a \"b\", c.jpg") })
            {
                PhotoMap map = mapper.Map(bytes, name);
                file.Add(map, map.Regions(options));
            }

            file.Commit();
        }

        await using OpenPage page = await browser.Open(served.Address);
        await page.Choose(("cracked.jpg", "image/jpeg", cracked), ("sound.jpg", "image/jpeg", DarkLines.Jpeg(60, 60)), ("a \"b\", c.jpg", "image/jpeg", quoted));
        await page.Settle(3);
        await page["#scale"].FillAsync("0.25");
        await page["#sensitivity"].PressAsync("ArrowLeft");
        await page["#sensitivity"].PressAsync("ArrowLeft");
        string csv = await page.Download("#regions-csv");

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), csv);
        Assert.Contains("2026-05-04", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PhotosCsv_All_HasARowEachAndNoFormula()
    {
        await using OpenPage page = await browser.Open(served.Address);
        page.Expected = "Failed to load resource: the server responded with a status of 422";
        await page.Choose(("=cmd|x.jpg", "image/jpeg", DarkLines.Jpeg(60, 60, 20)), ("sound.jpg", "image/jpeg", DarkLines.Jpeg(60, 60)), ("text.jpg", "image/jpeg", "text"u8.ToArray()));
        await page.Settle(3);

        string[] lines = (await page.Download("#photos-csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("photo,label,probability,regions,share,width,height,date_taken,latitude,longitude,altitude,error", lines[0]);
        Assert.StartsWith("'=cmd|x.jpg,Positive,0.9994,1,0.0889,60,60,,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("sound.jpg,Negative,0.", lines[2], StringComparison.Ordinal);
        Assert.Equal("text.jpg,,,,,,,,,,,\"text.jpg: expected a JPEG, PNG or BMP picture, received text (byte 0). Save the photo as JPEG or PNG.\"", lines[3]);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task Report_Photos_StandsAlone()
    {
        await using OpenPage page = await browser.Open(served.Address);
        page.Expected = "Failed to load resource: the server responded with a status of 422";
        await page.Choose(
            ("sound.jpg", "image/jpeg", DarkLines.Jpeg(60, 60)), ("<b>wall</b>.jpg", "image/jpeg", DarkLines.Jpeg(200, 120, 40, 100)), ("text.jpg", "image/jpeg", "text"u8.ToArray()));
        await page.Settle(3);
        await page["#scale"].FillAsync("0.5");

        string report = await page.Download("#report");

        Assert.DoesNotContain("<script", report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>wall", report, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(report, "src=\"data:image/jpeg;base64,", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.DoesNotContain("http://", report, StringComparison.Ordinal);
        string path = Path.Combine(_folder, "report.html");
        await File.WriteAllTextAsync(path, report, TestContext.Current.CancellationToken);
        Uri address = new(path);
        await using OpenPage alone = await browser.OpenAlone(address);
        await Expect(alone["h1"]).ToHaveTextAsync("2 photos");
        await Expect(alone[".lead"]).ToHaveTextAsync("1 of 2 photos has places that look cracked: 2 regions.");
        await Expect(alone["h2"]).ToHaveTextAsync(["Photos", "<b>wall</b>.jpg", "sound.jpg", "Could not be read"]);
        await Expect(alone["#photo-1 tbody tr"]).ToHaveCountAsync(2);
        await Expect(alone["#photo-1 thead"]).ToContainTextAsync("Size, mm (estimate)");
        await Expect(alone["#unread"]).ToContainTextAsync("received text (byte 0)");
        Assert.Equal(200, await alone.Page.EvaluateAsync<int>("() => document.querySelector('#photo-1 img').naturalWidth"));
    }
}
