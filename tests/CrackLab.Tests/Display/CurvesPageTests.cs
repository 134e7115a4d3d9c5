using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrackLab.Display;
using CrackLab.Tests.Data;
using CrackLab.Tests.Tracking;
using CrackLab.Tracking;

namespace CrackLab.Tests.Display;

public sealed class CurvesPageTests
{
    [Fact]
    public void Json_TwoRuns_HasLinesAndDifferences()
    {
        using TestFolder folder = new();
        TrackedRunTests.Write(folder, "a", RunStatus.Finished, 0.5, 0.3, 0.4);
        TrackedRunTests.Write(folder, "b", RunStatus.Running, double.NaN);

        JsonElement json = JsonDocument.Parse(CurvesPage.ToJson(TrackedRun.Find(folder.Path))).RootElement;

        JsonElement first = json.GetProperty("runs")[0];
        Assert.Equal("a", first.GetProperty("name").GetString());
        Assert.Equal(2, first.GetProperty("best").GetInt32());
        Assert.Equal(
            ["loss train", "loss validation", "accuracy train", "accuracy validation", "learning rate train", "images/s train"],
            first.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("measure")} {line.GetProperty("part")}"),
            StringComparer.Ordinal);
        Assert.Equal("[[1,null]]", json.GetProperty("runs")[1].GetProperty("lines")[1].GetProperty("points").GetRawText());
        Assert.Empty(json.GetProperty("settings").EnumerateArray());
    }

    [Fact]
    public void Page_HostileName_StandsAloneAndRunsOnlyItsOwnScript()
    {
        using TestFolder folder = new();
        TrackedRunTests.Write(folder, "x&y<", RunStatus.Finished, 0.5);

        string page = CurvesPage.Render(TrackedRun.Find(folder["x&y<"]));

        string script = Regex.Match(page, "<script>(?<code>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["code"].Value;
        Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script))), CurvesPage.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.DoesNotContain("x&y<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.Contains("<label for=\"smoothing\">", page, StringComparison.Ordinal);
    }
}
