using CrackLab.Web.Inspection;
using CrackLab.Web.Tests.Inspection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrackLab.Web.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class QueueTests(Browser browser, Served served)
{
    private const string Refusal = "Failed to load resource: the server responded with a status of 4";

    [Fact]
    public async Task Drop_SeveralPhotos_AreLookedAtAndNamedAsText()
    {
        await using OpenPage page = await browser.Open(served.Address);
        await Expect(page["#choose"]).ToBeVisibleAsync();
        await Expect(page["#view"]).ToBeHiddenAsync();

        byte[][] files = [DarkLines.Jpeg(200, 120, 40, 100), DarkLines.Png(90, 60), DarkLines.Bmp(90, 60, 20)];
        await page.Hand("drop", ("cracked.jpg", "image/jpeg", files[0]), ("sound.png", "image/png", files[1]), ("<img src=x onerror=alert(1)>.bmp", "image/bmp", files[2]));
        await page.Settle(3);

        await Expect(page["#list .file"]).ToHaveTextAsync(["cracked.jpg", "sound.png", "<img src=x onerror=alert(1)>.bmp"]);
        await Expect(page["#list .state"]).ToHaveTextAsync(files.Select(DarkLines.State));
        await Expect(page["#list .cracked"]).ToHaveTextAsync([DarkLines.State(files[0]), DarkLines.State(files[2])]);
        await Expect(page["#status"]).ToHaveTextAsync("3 photos, 2 cracked");
        await Expect(page["#name"]).ToHaveTextAsync("cracked.jpg");
        await Expect(page["#verdict .value"]).ToHaveTextAsync("Positive");
        await Expect(page["#regions tbody tr"]).ToHaveCountAsync(2);
        await Expect(page["#stage"]).ToHaveAttributeAsync("aria-label", "cracked.jpg: Positive, 2 regions");
    }

    [Fact]
    public async Task Paste_Photo_IsLookedAt()
    {
        await using OpenPage page = await browser.Open(served.Address);

        byte[] file = DarkLines.Png(90, 60, 20);
        await page.Hand("paste", ("image.png", "image/png", file));
        await page.Settle(1);

        await Expect(page["#list .state"]).ToHaveTextAsync(DarkLines.State(file));
    }

    [Fact]
    public async Task Name_OfAnotherFormat_DoesNotMatter()
    {
        await using OpenPage page = await browser.Open(served.Address);

        await page.Choose(("really-a-png.jpg", "image/jpeg", DarkLines.Png(90, 60, 20)));
        await page.Settle(1);

        await Expect(page["#list .state"]).ToHaveClassAsync("state done cracked");
    }

    [Fact]
    public async Task Broken_File_SaysWhereAndDoesNotStopTheOthers()
    {
        byte[] whole = DarkLines.Jpeg(90, 60, 20);
        await using OpenPage page = await browser.Open(served.Address);
        page.Expected = Refusal;

        await page.Choose(("cut.jpg", "image/jpeg", whole[..(whole.Length / 2)]), ("photo.heic", "image/heic", [0, 0, 0, 24, .. "ftypheic"u8]), ("whole.jpg", "image/jpeg", whole));
        await page.Settle(3);

        await Expect(page["#status"]).ToHaveTextAsync("3 photos, 1 cracked, 2 failed");
        await Expect(page["#message"]).ToContainTextAsync($"(byte {whole.Length / 2})");
        await page["#list .choose"].Nth(1).ClickAsync();
        await Expect(page["#message"]).ToHaveTextAsync("photo.heic: expected Content-Type image/jpeg, image/png, image/bmp, received 'image/heic'. Save the photo as JPEG or PNG.");
        await page["#list .choose"].Nth(2).ClickAsync();
        await Expect(page["#message"]).ToBeHiddenAsync();
        await Expect(page["#regions tbody tr"]).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Huge_File_IsRefusedWithoutBeingSent()
    {
        await using OpenPage page = await browser.Open(served.Address);

        await page.Choose(("huge.jpg", "image/jpeg", [.. DarkLines.Jpeg(60, 60), .. new byte[Served.MaxFileBytes]]));
        await page.Settle(1);

        await Expect(page["#message"]).ToHaveTextAsync("huge.jpg: expected at most 2 MB, received 2 MB. Choose a smaller photo.");
        Assert.Equal(0, page.Sent);
    }

    [Fact]
    public async Task Filter_CrackedOnly_HidesTheSound()
    {
        await using OpenPage page = await browser.Open(served.Address);
        await page.Choose(("sound.jpg", "image/jpeg", DarkLines.Jpeg(60, 60)), ("cracked.jpg", "image/jpeg", DarkLines.Jpeg(60, 60, 20)));
        await page.Settle(2);

        await page["#cracked-only"].CheckAsync();

        await Expect(page["#list li:visible .file"]).ToHaveTextAsync(["cracked.jpg"]);
        await page["#area"].FillAsync("100000");
        await Expect(page["#list li:visible"]).ToHaveCountAsync(0);
        await Expect(page["#nothing"]).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Remove_LastPhoto_IsTheBeginningAgain()
    {
        await using OpenPage page = await browser.Open(served.Address);
        await page.Choose(("a.jpg", "image/jpeg", DarkLines.Jpeg(60, 60)), ("b.jpg", "image/jpeg", DarkLines.Jpeg(60, 60, 20)));
        await page.Settle(2);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Remove a.jpg" }).ClickAsync();
        await Expect(page["#name"]).ToHaveTextAsync("b.jpg");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Remove b.jpg" }).ClickAsync();

        await Expect(page["#view"]).ToBeHiddenAsync();
        await Expect(page["#choose"]).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Cancel_Rest_CanBeTriedAgain()
    {
        await using Served slow = await Served.StartAsync(new InspectionOptions { Places = 1 });
        const string Half = "POST /api/predict HTTP/1.1\r\nHost: HOST\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nabc";
        await using OpenPage page = await browser.Open(slow.Address);
        using (await RawRequest.Open(slow.Address, Half))
        {
            await page.Choose([.. Enumerable.Range(0, 5).Select(i => ($"{i}.jpg", "image/jpeg", DarkLines.Jpeg(60, 60, 20)))]);
            await Expect(page["#status"]).ToHaveTextAsync("0 of 5 done");
            await page["#cancel"].ClickAsync();
            await Expect(page["#status"]).ToHaveTextAsync("5 photos, 0 cracked, 5 cancelled");
        }

        await page["#retry-all"].ClickAsync();
        await page.Settle(5);

        await Expect(page["#status"]).ToHaveTextAsync("5 photos, 5 cracked");
    }

    [Fact]
    public async Task Server_GoneAndBack_IsToldAndWorkGoesOn()
    {
        Served first = await Served.StartAsync(new InspectionOptions());
        await using OpenPage page = await browser.Open(first.Address);
        page.Expected = "Failed to load resource: net::ERR_";
        await first.DisposeAsync();

        await page.Choose(("a.jpg", "image/jpeg", DarkLines.Jpeg(60, 60, 20)), ("b.jpg", "image/jpeg", DarkLines.Jpeg(60, 60)));
        await Expect(page["#gone"]).ToContainTextAsync("The server does not answer.");
        await using Served second = await Served.StartAsync(new InspectionOptions { Port = first.Address.Port });
        await Expect(page["#gone"]).ToBeHiddenAsync();
        await page.Settle(2);

        await Expect(page["#status"]).ToHaveTextAsync("2 photos, 1 cracked");
    }
}
