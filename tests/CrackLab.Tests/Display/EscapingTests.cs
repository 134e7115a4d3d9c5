using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CrackLab.Tests.Display;

public sealed partial class EscapingTests(HostileNames names) : IClassFixture<HostileNames>
{
    // What would let the name out of where it stands: each as it may come after the letters before it.
    private static readonly string[] Raw = ["evil\"", "evil'", "evil<", "evil&lt;x", "<script>alert"];

    // What shows that the name is there: in HTML, in JSON, and in the address of a picture.
    private static readonly string[] Escaped = ["evil&quot;evil&#39;evil&lt;script&gt;", "evil\\u0022evil\\u0027evil\\u003Cscript\\u003E", "evil%26quot;evil%26#39;", "evil%26quot;evil%26%2339;"];

    // What shows figures alone.
    private static readonly string[] Nameless = ["display of a training"];

    [Fact]
    public void Html_OfHostileNames_HoldsThemAsTextAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file names of that kind.");

        Assert.All(names.Pages, page =>
        {
            Assert.All(Raw, text => Assert.False(page.Value.Contains(text, StringComparison.Ordinal), $"{page.Key}: '{text}' stands in {Near(page.Value, text)}"));
            Assert.Equal(Nameless.Contains(page.Key, StringComparer.Ordinal), !Escaped.Any(text => page.Value.Contains(text, StringComparison.Ordinal)));
            Assert.DoesNotMatch(Handler(), page.Value);
        });
    }

    [Fact]
    public void Pictures_InHtmlOfHostileNames_AreXmlWithoutScripts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file names of that kind.");

        string[] pictures = [.. names.Pages.Values.SelectMany(page => Picture().Matches(page)).Select(match => Uri.UnescapeDataString(WebUtility.HtmlDecode(match.Groups["svg"].Value)))];

        Assert.NotEmpty(pictures);
        Assert.Contains(pictures, picture => picture.Contains("evil&quot;", StringComparison.Ordinal));
        Assert.All(pictures, picture => Assert.DoesNotContain(XDocument.Parse(picture).Descendants(), element =>
            element.Name.LocalName == "script" || element.Attributes().Any(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal))));
    }

    private static string Near(string page, string text)
    {
        int at = page.IndexOf(text, StringComparison.Ordinal);
        return at < 0 ? "" : page[Math.Max(0, at - 120)..Math.Min(page.Length, at + 60)];
    }

    [GeneratedRegex("<[a-z]+[^<>]*\\son[a-z]+\\s*=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Handler();

    [GeneratedRegex("src='data:image/svg\\+xml;charset=utf-8,(?<svg>[^']*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Picture();
}
