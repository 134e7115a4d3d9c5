using System.Text.Json;
using CrackLab.Web.Tests.Inspection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrackLab.Web.Tests.Browsing;

/// <summary>By keyboard, on a phone, in the dark.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessTests(Browser browser, Served served)
{
    private static readonly (string Name, string Type, byte[] Bytes)[] Photos =
    [
        ("one.jpg", "image/jpeg", DarkLines.Dashes(300, 200, (40, 40), (200, 150))), ("two.jpg", "image/jpeg", DarkLines.Jpeg(90, 160, 20)), ("three.jpg", "image/jpeg", DarkLines.Jpeg(60, 60)),
    ];

    [Fact]
    public async Task Keyboard_Alone_ReachesEverything()
    {
        await using OpenPage page = await browser.Open(served.Address);
        IKeyboard keys = page.Page.Keyboard;
        await TabTo(page, "choose");
        IFileChooser chooser = await page.Page.RunAndWaitForFileChooserAsync(() => keys.PressAsync("Enter"));
        await chooser.SetFilesAsync(Photos.Select(photo => new FilePayload { Name = photo.Name, MimeType = photo.Type, Buffer = photo.Bytes }));
        await page.Settle(3);

        // Along the photos.
        await TabTo(page, "one.jpg");
        await keys.PressAsync("ArrowDown");
        await Expect(page["#name"]).ToHaveTextAsync("two.jpg");
        await keys.PressAsync("End");
        await Expect(page["#name"]).ToHaveTextAsync("three.jpg");
        await keys.PressAsync("Delete");
        await page.Settle(2);
        await keys.PressAsync("Home");
        await Expect(page["#name"]).ToHaveTextAsync("one.jpg");

        // The photo itself.
        await TabTo(page, "stage");
        await keys.PressAsync("+");
        await Expect(page["#stage"]).ToHaveClassAsync("zoomed");
        await keys.PressAsync("ArrowLeft");
        await keys.PressAsync("0");
        await Expect(page["#stage"]).Not.ToHaveClassAsync("zoomed");
        await keys.PressAsync("PageDown");
        await Expect(page["#name"]).ToHaveTextAsync("two.jpg");
        await keys.PressAsync("ArrowLeft");
        await Expect(page["#name"]).ToHaveTextAsync("one.jpg");

        // Settings and regions.
        await TabTo(page, "sensitivity");
        await keys.PressAsync("ArrowLeft");
        await Expect(page["#sensitivity-value"]).ToHaveTextAsync("0.45");
        await TabTo(page, "1");
        await Expect(page["#regions tbody tr.marked th"]).ToHaveTextAsync("1");
        await keys.PressAsync("ArrowDown");
        await Expect(page["#regions tbody tr.marked th"]).ToHaveTextAsync("2");
        await keys.PressAsync("Enter");
        await Expect(page["#stage"]).ToHaveClassAsync("zoomed");
    }

    [Fact]
    public async Task Keyboard_EveryStop_IsNamedAndSeen()
    {
        await using OpenPage page = await browser.Open(served.Address);
        await page.Choose(Photos);
        await page.Settle(3);
        await page["summary"].ClickAsync();
        await page["#name"].ClickAsync();
        HashSet<string> stops = [];
        for (string stop = await Tab(page); stops.Add(stop); stop = await Tab(page))
            Assert.True(stops.Count < 60, "The Tab key leads nowhere again.");

        string[] expected = ["choose", "cracked-only", "clear", "one.jpg", "stage", "next", "in", "out", "whole", "sensitivity", "opacity", "area", "scale", "window", "again", "1", "regions-csv", "photos-csv", "report"];
        Assert.Empty(expected.Except(stops, StringComparer.Ordinal));
        JsonElement nameless = await page.Page.EvaluateAsync<JsonElement>(
            """
            () => [...document.querySelectorAll("button, input:not([hidden]), [tabindex='0']")].filter(one => one.checkVisibility())
              .filter(one => !(one.getAttribute("aria-label") || one.labels?.length || one.textContent.trim())).map(one => one.outerHTML)
            """);
        Assert.Equal(0, nameless.GetArrayLength());
    }

    [Theory]
    [InlineData(360, 640)]
    [InlineData(768, 1024)]
    [InlineData(1024, 700)]
    [InlineData(1920, 1080)]
    public async Task Width_Any_HasNothingOutside(int width, int height)
    {
        bool isPhone = width < 400;
        await using OpenPage page = await browser.Open(served.Address, isPhone ? new() { HasTouch = true, IsMobile = true } : null);
        await page.Page.SetViewportSizeAsync(width, height);
        Assert.Equal(width, await ScrollWidth(page));

        await page.Choose([.. Photos, ($"{new string('x', 150)}.jpg", "image/jpeg", DarkLines.Jpeg(60, 60, 20))]);
        await page.Settle(4);
        await page["#list .choose"].Last.ClickAsync();
        await page["#scale"].FillAsync("0.5");

        Assert.Equal(width, await ScrollWidth(page));
        foreach (string id in new[] { "#stage", "#sensitivity", "#regions", "#report", "#choose" })
        {
            LocatorBoundingBoxResult box = (await page[id].BoundingBoxAsync())!;
            Assert.InRange(box.X, 0, width);
            Assert.InRange(box.X + box.Width, 0, width);
            Assert.True(box.Height >= 24, $"{id} is {box.Height} pixels high.");
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Colours_OfEitherScheme_CanBeRead(ColorScheme scheme)
    {
        await using OpenPage page = await browser.Open(served.Address);
        await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        page.Expected = "Failed to load resource: the server responded with a status of 422";
        Assert.Empty(await Faint(page));

        await page.Choose([.. Photos, ("text.jpg", "image/jpeg", "text"u8.ToArray())]);
        await page.Settle(4);
        Assert.Empty(await Faint(page));
        await page["#list .choose"].Last.ClickAsync();

        Assert.Empty(await Faint(page));
        string ground = await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(15, 19, 24)" : "rgb(245, 246, 248)", ground);
    }

    [Fact]
    public async Task Motion_Unwanted_IsLeftOut()
    {
        await using OpenPage page = await browser.Open(served.Address);
        Assert.NotEqual("0s", await Transition(page));

        await page.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });

        Assert.Equal("0s", await Transition(page));
    }

    private static Task<string> Transition(OpenPage page) =>
        page.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('#choose')).transitionDuration");

    private static Task<int> ScrollWidth(OpenPage page) => page.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth");

    /// <summary>Presses Tab until something of that id, name of a photo or number of a region has the focus.</summary>
    private static async Task TabTo(OpenPage page, string wanted)
    {
        for (int i = 0; i < 60; i++)
        {
            if (await Tab(page) == wanted)
                return;
        }

        Assert.Fail($"The Tab key does not lead to {wanted}.");
    }

    /// <summary>Presses Tab, asserts that the focus can be seen, and tells what has it.</summary>
    private static async Task<string> Tab(OpenPage page)
    {
        await page.Page.Keyboard.PressAsync("Tab");
        string[] focus = await page.Page.EvaluateAsync<string[]>(
            """
            () => {
              const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
              return [one === document.body ? "body" : one.id || one.dataset.number || one.querySelector(".file")?.textContent || one.getAttribute("aria-label") || one.textContent.trim(),
                one === document.body ? "body" : style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0 ? "seen" : "unseen"];
            }
            """);
        Assert.False(focus[1] == "unseen", $"{focus[0]}: has the focus, which cannot be seen.");
        return focus[0];
    }

    /// <summary>Texts whose contrast is below what WCAG asks for at level AA, 4.5, or 3 for large letters; those of disabled buttons apart.</summary>
    private static Task<string[]> Faint(OpenPage page) => page.Page.EvaluateAsync<string[]>(
        """
        () => {
          const parse = text => text.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = one => {
            for (let at = one; at; at = at.parentElement) {
              const colour = parse(getComputedStyle(at).backgroundColor);
              if (colour.length === 3 || colour[3] === 1) { return colour; }
            }
            return [255, 255, 255];
          };
          return [...document.querySelectorAll("body *")]
            .filter(one => one.checkVisibility() && !one.closest(":disabled, noscript, .skip, .curtain") && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
            .map(one => {
              const style = getComputedStyle(one), [a, b] = [light(parse(style.color)), light(ground(one))].sort((x, y) => y - x);
              const isLarge = parseFloat(style.fontSize) >= 24 || parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700;
              return { text: one.textContent.trim().slice(0, 40), contrast: (a + 0.05) / (b + 0.05), least: isLarge ? 3 : 4.5 };
            })
            .filter(one => one.contrast < one.least).map(one => `${one.text}: ${one.contrast.toFixed(2)}`);
        }
        """);
}
