using System.Text.Json;
using CrackLab.Imaging;
using CrackLab.Mapping;
using CrackLab.Web.Tests.Inspection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrackLab.Web.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class ViewTests(Browser browser, Served served)
{
    /// <summary>A black line, and a dark grey one that only a sensitive eye calls a crack.</summary>
    private static byte[] TwoLines()
    {
        Image photo = DarkLines.Photo(240, 160, 20);
        photo.Pixels.AsSpan(100 * 240 * 3, 5 * 240 * 3).Fill(95);
        return PngEncoder.Encode(photo);
    }

    [Fact]
    public async Task Slide_Sensitivity_ShowsOtherRegionsWithoutTheServer()
    {
        byte[] file = TwoLines();
        using PhotoMapper mapper = new(DarkLines.Model());
        PhotoMap map = mapper.Map(file, "");
        int[] counts = [.. new[] { 0, 0.5, 0.7 }.Select(sensitivity => map.Regions(new RegionOptions { Sensitivity = sensitivity }).Count)];
        Assert.Equal([1, 1, 2], counts);
        await using OpenPage page = await browser.Open(served.Address);
        await page.Choose(("two.png", "image/png", file));
        await page.Settle(1);

        await Expect(page["#regions tbody tr"]).ToHaveCountAsync(1);
        string before = await Picture(page);
        for (int i = 0; i < 4; i++)
            await page["#sensitivity"].PressAsync("ArrowRight");
        await Expect(page["#sensitivity-value"]).ToHaveTextAsync("0.70");
        await Expect(page["#regions tbody tr"]).ToHaveCountAsync(2);
        await Expect(page["#regions-title"]).ToHaveTextAsync("2 regions");
        await Expect(page["#list .state"]).ToContainTextAsync(" 2 regions");
        Assert.NotEqual(before, await Picture(page));
        await page["#sensitivity"].PressAsync("Home");
        await Expect(page["#regions tbody tr"]).ToHaveCountAsync(1);
        Assert.Equal(1, page.Sent);
    }

    [Fact]
    public async Task Slide_Heat_LeavesThePhotoAlone()
    {
        await using OpenPage page = await browser.Open(served.Address);
        await page.Choose(("two.png", "image/png", TwoLines()));
        await page.Settle(1);
        string before = await Picture(page);

        await page["#opacity"].PressAsync("Home");

        await Expect(page["#opacity-value"]).ToHaveTextAsync("0%");
        Assert.NotEqual(before, await Picture(page));
    }

    [Fact]
    public async Task Zoom_ByWheelButtonsAndRow_MovesThePhoto()
    {
        await using OpenPage page = await browser.Open(served.Address);
        await page.Choose(("two.png", "image/png", TwoLines()));
        await page.Settle(1);

        await page["#stage"].HoverAsync();
        await page.Page.Mouse.WheelAsync(0, -300);
        await Expect(page["#stage"]).ToHaveClassAsync("zoomed");
        await page["#whole"].ClickAsync();
        await Expect(page["#stage"]).Not.ToHaveClassAsync("zoomed");
        await page["#in"].ClickAsync();
        await Expect(page["#stage"]).ToHaveClassAsync("zoomed");
        string before = await Picture(page);
        await page["#regions tbody tr"].First.ClickAsync();
        Assert.NotEqual(before, await Picture(page));
        await Expect(page["#regions tbody tr.marked"]).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Pointer_OverARegion_MarksItsRowAndReadsTheProbability()
    {
        await using OpenPage page = await browser.Open(served.Address);
        await page.Choose(("two.png", "image/png", TwoLines()));
        await page.Settle(1);
        (float x, float y) = await OnStage(page, 120, 22);

        await page.Page.Mouse.MoveAsync(x, y);

        await Expect(page["#reading"]).ToHaveTextAsync("120, 22: 0.9986");
        await Expect(page["#regions tbody tr.marked"]).ToHaveCountAsync(1);
        await page.Page.Mouse.MoveAsync(1, 1);
        await Expect(page["#regions tbody tr.marked"]).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Table_Heading_SortsBothWays()
    {
        await using OpenPage page = await browser.Open(served.Address);
        Image photo = DarkLines.Photo(240, 160, 20, 130);
        for (int y = 130; y < 134; y++)
            photo.Pixels.AsSpan(y * 240 * 3, 120 * 3).Fill(150);
        await page.Choose(("two.png", "image/png", PngEncoder.Encode(photo)));
        await page.Settle(1);
        ILocator area = page.Page.GetByRole(AriaRole.Button, new() { Name = "Area, px²" });

        await Expect(page["#regions tbody th"]).ToHaveTextAsync(["1", "2"]);
        await area.ClickAsync();
        await Expect(page["#regions th[aria-sort=descending]"]).ToContainTextAsync("Area");
        await area.ClickAsync();
        await Expect(page["#regions tbody th"]).ToHaveTextAsync(["2", "1"]);
    }

    [Fact]
    public async Task Scale_Given_ShowsEstimatesAndSaysThatTheyAre()
    {
        await using OpenPage page = await browser.Open(served.Address);
        await page.Choose(("two.png", "image/png", TwoLines()));
        await page.Settle(1);
        await Expect(page["#scale-note"]).ToBeHiddenAsync();

        await page["#scale"].FillAsync("0.5");

        await Expect(page["#scale-note"]).ToContainTextAsync("Millimetres are estimates");
        await Expect(page["#regions tbody small"]).ToContainTextAsync("120 × ");
        await Expect(page["#regions thead"]).ToContainTextAsync("mm estimated");
    }

    [Fact]
    public async Task Distance_OtherSquare_LooksAgain()
    {
        await using OpenPage page = await browser.Open(served.Address);
        await page.Choose(("two.png", "image/png", TwoLines()));
        await page.Settle(1);

        await page["summary"].ClickAsync();
        await page["#window"].FillAsync("64");
        await page["#again"].ClickAsync();
        await page.Settle(1);

        Assert.Equal(2, page.Sent);
        await Expect(page["#list .state"]).ToHaveClassAsync("state done cracked");
    }

    [Fact]
    public async Task Look_OfHeat_IsThatOfTheCommandsPictures()
    {
        Image photo = DarkLines.Photo(200, 120, 60);
        using PhotoMapper mapper = new(DarkLines.Model());
        PhotoMap map = mapper.Map(photo, "");
        Image expected = map.Overlay(photo, []);
        await using OpenPage page = await browser.Open(served.Address);

        int[] shown = await page.Page.EvaluateAsync<int[]>(
            """
            async ([photo, answer]) => {
              const [{ read }, { drawMap, heatOf }] = await Promise.all([import("/map.js"), import("/heat.js")]);
              const bytes = Uint8Array.from(atob(photo), letter => letter.charCodeAt(0));
              const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
              const map = read(JSON.parse(answer)), canvas = new OffscreenCanvas(map.width, map.height), context = canvas.getContext("2d");
              drawMap(context, map, { left: 0, top: 0, scale: 1 }, { photo: bitmap, heat: heatOf(map, 0), opacity: 0.5, regions: [], marked: null });
              return [...context.getImageData(0, 0, map.width, map.height).data];
            }
            """,
            new[] { Convert.ToBase64String(PngEncoder.Encode(photo)), await Answer(PngEncoder.Encode(photo)) });

        int[] differences = [.. Enumerable.Range(0, 200 * 120 * 3).Select(i => Math.Abs(expected.Pixels[i] - shown[(i / 3 * 4) + (i % 3)]))];
        Assert.InRange(differences.Average(), 0, 1.5);
        Assert.InRange(differences.Order().ElementAt(differences.Length * 99 / 100), 0, 10);
    }

    [Fact]
    public async Task Orientation_OfThePhoto_IsTheBrowsersToo()
    {
        await using OpenPage page = await browser.Open(served.Address);
        for (byte orientation = 1; orientation <= 8; orientation++)
        {
            byte[] file = DarkLines.WithExif(DarkLines.Jpeg(160, 80, 10), orientation);
            JsonElement answer = JsonDocument.Parse(await Answer(file, "image/jpeg")).RootElement;
            JsonElement region = answer.GetProperty("sensitivities")[0].GetProperty("regions")[0];
            int Of(string name) => region.GetProperty(name).GetInt32();

            (int width, int height, int x, int y) = await Darkest(page, file);

            Assert.Equal((answer.GetProperty("width").GetInt32(), answer.GetProperty("height").GetInt32()), (width, height));
            Assert.Equal(orientation < 5 ? (160, 80) : (80, 160), (width, height));
            Assert.InRange(x, Of("x"), Of("x") + Of("width"));
            Assert.InRange(y, Of("y"), Of("y") + Of("height"));
        }
    }

    /// <summary>Size of a photo as the page decodes it, and the middle of what is dark in it.</summary>
    private static async Task<(int Width, int Height, int X, int Y)> Darkest(OpenPage page, byte[] file)
    {
        int[] seen = await page.Page.EvaluateAsync<int[]>(
            """
            async file => {
              const { open } = await import("/viewer.js");
              const bitmap = await open(new Blob([Uint8Array.from(atob(file), letter => letter.charCodeAt(0))], { type: "image/jpeg" }));
              const canvas = new OffscreenCanvas(bitmap.width, bitmap.height), context = canvas.getContext("2d");
              context.drawImage(bitmap, 0, 0);
              const data = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
              let [x, y, count] = [0, 0, 0];
              for (let i = 0; i < data.length / 4; i++) {
                if (data[4 * i] < 60) { x += i % bitmap.width; y += Math.floor(i / bitmap.width); count++; }
              }
              return [bitmap.width, bitmap.height, Math.round(x / count), Math.round(y / count)];
            }
            """,
            Convert.ToBase64String(file));
        return (seen[0], seen[1], seen[2], seen[3]);
    }

    private static async Task<string> Picture(OpenPage page)
    {
        await page.Page.EvaluateAsync("() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))");
        return await page.Page.EvaluateAsync<string>("() => document.querySelector('#stage canvas').toDataURL()");
    }

    /// <summary>Where on the page a pixel of the photo is shown, 240 x 160 as it is.</summary>
    private static async Task<(float X, float Y)> OnStage(OpenPage page, double x, double y)
    {
        LocatorBoundingBoxResult box = (await page["#stage"].BoundingBoxAsync())!;
        double scale = Math.Min(box.Width / 240, box.Height / 160);
        return ((float)(box.X + ((box.Width - (240 * scale)) / 2) + ((x + 0.5) * scale)), (float)(box.Y + ((box.Height - (160 * scale)) / 2) + ((y + 0.5) * scale)));
    }

    private async Task<string> Answer(byte[] file, string type = "image/png") =>
        await (await served.Post("/api/heatmap", file, type)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
