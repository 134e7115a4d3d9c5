using Microsoft.Playwright;

namespace CrackLab.Web.Tests.Browsing;

/// <summary>One Chromium for all tests of the page; where there is none, they skip.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe"];

    // Without these it looks for its maker's servers at every start; as root it needs the first.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens a page of a server in a profile of its own.</summary>
    /// <param name="address">Where the server is.</param>
    /// <param name="options">Size, colour scheme and the like.</param>
    internal async Task<OpenPage> Open(Uri address, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, $"No Chromium on the PATH ({string.Join(", ", Names)}): the page is not tried in a browser.");
        options ??= new BrowserNewContextOptions();
        options.ViewportSize ??= new ViewportSize { Width = 1280, Height = 800 };
        IBrowserContext context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(20_000);
        OpenPage page = new(context, await context.NewPageAsync(), address);
        await page.Page.GotoAsync(address.ToString());
        await Assertions.Expect(page.Page.Locator("#model span")).Not.ToHaveCountAsync(0);
        return page;
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
