using Microsoft.Playwright;

namespace CrackLab.Web.Tests.Browsing;

/// <summary>One Chromium for all tests of the page; where there is none, they skip.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const int Patience = 20_000;
    private const int Width = 1280;
    private const int Height = 800;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe"];

    // Without these it looks for its maker's servers at every start; as root it needs the first.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IPage? _usual;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
            return;
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens the page of a server: in the one tab of the usual size, or in a profile of its own.</summary>
    /// <param name="address">Where the server is.</param>
    /// <param name="options">Size, colour scheme and the like, or <see langword="null"/> for the usual tab.</param>
    internal async Task<OpenPage> Open(Uri address, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, $"No Chromium on the PATH ({string.Join(", ", Names)}): the page is not tried in a browser.");
        IPage tab = options is null ? await UsualTab(_browser) : await NewTab(_browser, options);
        OpenPage page = new(tab, address, isOwn: options is not null);
        await tab.GotoAsync(address.ToString());
        await Assertions.Expect(tab.Locator("#model span")).Not.ToHaveCountAsync(0);
        return page;
    }

    /// <summary>Opens any page in a profile of its own.</summary>
    internal async Task<OpenPage> OpenAlone(Uri address)
    {
        OpenPage page = new(await NewTab(_browser!, new BrowserNewContextOptions()), address, isOwn: true);
        await page.Page.GotoAsync(address.ToString());
        return page;
    }

    /// <summary>The usual tab, light and of the usual size again, whatever a test has made of it.</summary>
    private async Task<IPage> UsualTab(IBrowser browser)
    {
        _usual ??= await NewTab(browser, new BrowserNewContextOptions());
        await _usual.SetViewportSizeAsync(Width, Height);
        await _usual.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.NoPreference });
        return _usual;
    }

    private static async Task<IPage> NewTab(IBrowser browser, BrowserNewContextOptions options)
    {
        options.ViewportSize ??= new ViewportSize { Width = Width, Height = Height };
        IBrowserContext context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
