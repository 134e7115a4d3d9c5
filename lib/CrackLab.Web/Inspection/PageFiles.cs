using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using CrackLab.Display;
using CrackLab.Explanation;

namespace CrackLab.Web.Inspection;

/// <summary>The files of the page, which lie in the assembly, by the path that they are asked for.</summary>
internal static class PageFiles
{
    /// <summary>The page loads its own files and talks to its own server, and nothing else.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private const int Colours = 256;

    private static readonly string[] Scripts = ["inspection.js", "downloads.js", "heat.js", "list.js", "map.js", "page.js", "queue.js", "regions.js", "viewer.js"];

    /// <summary>Content-Type and bytes of each.</summary>
    public static readonly IReadOnlyDictionary<string, (string Type, byte[] Bytes)> All = new Dictionary<string, (string, byte[])>(
        [
            new("/", ("text/html; charset=utf-8", Encoding.UTF8.GetBytes(Read("index.html").Replace("{colours}", Ramp(), StringComparison.Ordinal)))),
            new("/report.css", ("text/css; charset=utf-8", Encoding.UTF8.GetBytes(ReportStyle.Css))),
            new("/inspection.css", ("text/css; charset=utf-8", Encoding.UTF8.GetBytes(Read("inspection.css")))),
            new("/icon.svg", ("image/svg+xml", Encoding.UTF8.GetBytes(Read("icon.svg")))),
            new("/openapi.json", ("application/json; charset=utf-8", OpenApi())),
            .. Scripts.Select(name => KeyValuePair.Create($"/{name}", ("text/javascript; charset=utf-8", Encoding.UTF8.GetBytes(Read(name))))),
        ],
        StringComparer.Ordinal);

    /// <summary>Version of CrackLab.</summary>
    public static string Version { get; } = typeof(PageFiles).Assembly.GetName().Version!.ToString(3);

    /// <summary>The colours of heat from cold to hot, six hexadecimal digits each: the page has no scale of its own.</summary>
    private static string Ramp() => string.Concat(Enumerable.Range(0, Colours).Select(i =>
    {
        (double r, double g, double b) = HeatColours.Of((double)i / (Colours - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Round(r):x2}{(int)Math.Round(g):x2}{(int)Math.Round(b):x2}");
    }));

    private static byte[] OpenApi()
    {
        JsonNode document = JsonNode.Parse(Read("openapi.json"))!;
        document["info"]!["version"] = typeof(PageFiles).Assembly.GetName().Version!.ToString(3);
        return Encoding.UTF8.GetBytes(document.ToJsonString(new() { WriteIndented = true }));
    }

    private static string Read(string name)
    {
        Assembly assembly = typeof(PageFiles).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"CrackLab.Web.Inspection.Page.{name}")
            ?? throw new InvalidOperationException($"PageFiles: expected the resource {name} in the assembly, received none. Build the library anew.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
