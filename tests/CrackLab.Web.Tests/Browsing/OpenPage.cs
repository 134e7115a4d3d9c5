using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CrackLab.Web.Tests.Browsing;

/// <summary>The inspection page in a browser. Closing it asserts that it never complained nor asked another server.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly Uri _address;
    private readonly bool _isOwn;

    public OpenPage(IPage page, Uri address, bool isOwn)
    {
        (Page, _address, _isOwn) = (page, address, isOwn);
        page.Console += OnConsole;
        page.PageError += OnError;
        page.Dialog += OnDialog;
        page.Request += OnRequest;

        // From the beginning: a chooser that opens while the browser is only being told to hand them over is lost.
        page.FileChooser += OnFileChooser;
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Beginning of what the browser says of itself where a request is refused or fails, which is no fault here.</summary>
    public string? Expected { get; set; }

    /// <summary>Photos that were sent so far.</summary>
    public int Sent => _requests.Count(request => request.StartsWith("POST ", StringComparison.Ordinal));

    public ILocator this[string selector] => Page.Locator(selector);

    /// <summary>Gives files to the page as its file chooser does.</summary>
    public Task Choose(params (string Name, string Type, byte[] Bytes)[] files) => Page.SetInputFilesAsync(
        "#files", files.Select(file => new FilePayload { Name = file.Name, MimeType = file.Type, Buffer = file.Bytes }));

    /// <summary>Gives files to the page as an event with a DataTransfer, such as drop and paste.</summary>
    public async Task Hand(string type, params (string Name, string Type, byte[] Bytes)[] files) => await Page.EvaluateAsync(
        """
        ([type, files]) => {
          const transfer = new DataTransfer();
          for (const [name, kind, bytes] of files) {
            transfer.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name, { type: kind }));
          }
          const init = { bubbles: true, cancelable: true, dataTransfer: transfer, clipboardData: transfer };
          window.dispatchEvent(type === "paste" ? new ClipboardEvent(type, init) : new DragEvent(type, init));
        }
        """,
        new object[] { type, files.Select(file => new[] { file.Name, file.Type, Convert.ToBase64String(file.Bytes) }).ToArray() });

    /// <summary>Waits until nothing is under way, with so many photos in the list.</summary>
    public async Task Settle(int photos)
    {
        await Assertions.Expect(this["#list li"]).ToHaveCountAsync(photos);
        await Assertions.Expect(this["#list .waiting, #list .sending, #list .looking"]).ToHaveCountAsync(0);
    }

    /// <summary>Saves what a click gives to download, and reads it.</summary>
    public async Task<string> Download(string button)
    {
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => this[button].ClickAsync());
        using StreamReader reader = new(await download.CreateReadStreamAsync());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOwn)
            await Page.Context.CloseAsync();
        Page.Console -= OnConsole;
        Page.PageError -= OnError;
        Page.Dialog -= OnDialog;
        Page.Request -= OnRequest;
        Page.FileChooser -= OnFileChooser;
        if (TestContext.Current.TestState?.Result != TestResult.Failed)
            Assert.Empty(_complaints);
    }

    private void OnConsole(object? sender, IConsoleMessage message) => Complain(message.Type is "error" or "warning", message.Text);

    private void OnError(object? sender, string error) => Complain(true, error);

    private void OnDialog(object? sender, IDialog dialog) => Complain(true, $"dialog: {dialog.Message}");

    private void OnRequest(object? sender, IRequest request)
    {
        _requests.Enqueue($"{request.Method} {request.Url}");
        bool isOurs = request.Url.StartsWith(_address.ToString(), StringComparison.Ordinal) || request.Url.StartsWith("blob:", StringComparison.Ordinal);
        Complain(!isOurs, $"request: {request.Url}");
    }

    private static void OnFileChooser(object? sender, IFileChooser chooser)
    {
        // Whoever wants the chooser waits for it.
    }

    private void Complain(bool isOne, string text)
    {
        if (isOne && (Expected is null || !text.StartsWith(Expected, StringComparison.Ordinal)))
            _complaints.Enqueue(text);
    }
}
