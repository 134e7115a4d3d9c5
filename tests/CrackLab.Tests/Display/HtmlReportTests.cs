using System.Text.RegularExpressions;
using CrackLab.Display;
using CrackLab.Evaluation;
using CrackLab.Imaging;
using CrackLab.Tests.Data;
using CrackLab.Tests.Tracking;

namespace CrackLab.Tests.Display;

public sealed class HtmlReportTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    [Fact]
    public void Render_WholeRun_TellsEveryPart()
    {
        string html = HtmlReport.Render(Example());

        foreach (string section in new[] { "figures", "judgement", "mistakes", "training", "data", "samples", "model", "settings", "repeat" })
            Assert.Contains($"<section id=\"{section}\">", html, StringComparison.Ordinal);
        Assert.Contains("Of 4 test pictures, 1 was misclassified: 1 of 2 ‘Positive’ missed, 0 of 2 ‘Negative’", html, StringComparison.Ordinal);
        Assert.Contains("cracklab train", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Anything_NeedsNoOtherFile()
    {
        string html = HtmlReport.Render(Example());

        foreach (Match match in Regex.Matches(html, "(src|href)=\"(?<target>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            Assert.StartsWith("data:image/png;base64,", match.Groups["target"].Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HostileTexts_AreEncodedEverywhere()
    {
        ReportData data = Example();
        data = data with
        {
            Title = Hostile,
            ModelSummary = Hostile,
            Repeat = [Hostile],
            Mistakes = [new ReportPicture(Hostile, [1], Hostile, Hostile, 0.5)],
            Run = data.Run with { Name = Hostile, Dataset = data.Run.Dataset with { Path = Hostile, Classes = [Hostile, "Positive"] } },
            Result = Evaluator.Evaluate([0.9f, 0.1f], [1, 0], [Hostile, "Positive" + Hostile]),
        };
        data.Run.Settings[Hostile] = Hostile;

        string html = HtmlReport.Render(data);

        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_UndefinedMetric_GivesItsReason()
    {
        ReportData data = Example() with { Result = Evaluator.Evaluate([0.1f, 0.2f], [0, 0], ["Negative", "Positive"]) };

        string html = HtmlReport.Render(data);

        Assert.Contains("undefined: no image is of class &#39;Positive&#39;", html, StringComparison.Ordinal);
        Assert.Contains("All 2 test pictures were classified right.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NothingButFigures_LeavesEmptyPartsOut()
    {
        ReportData data = Example() with { History = [], Samples = [], Mistakes = [], Repeat = [], ModelSummary = "" };

        string html = HtmlReport.Render(data);

        foreach (string section in new[] { "mistakes", "training", "samples", "model", "repeat" })
            Assert.DoesNotContain($"<section id=\"{section}\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ManyClasses_NamesTheMostFrequentMistake()
    {
        ReportData data = Example() with
        {
            Result = Evaluator.Evaluate([1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1], [0, 1, 2, 2], ["a", "b", "c"]),
        };

        Assert.Contains("most often ‘c’ was taken for ‘b’ (once)", HtmlReport.Render(data), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Report_IsThereWhole()
    {
        using TestFolder folder = new();

        HtmlReport.Write(folder["report.html"], Example());

        Assert.EndsWith("</html>\n", File.ReadAllText(folder["report.html"]), StringComparison.Ordinal);
    }

    private static ReportData Example()
    {
        byte[] png = PngEncoder.Encode(new Image(2, 2, 1, [0, 80, 160, 255]));
        return new ReportData
        {
            Title = "First run",
            Run = RunRecordTests.Example(),
            Result = Evaluator.Evaluate([0.9f, 0.2f, 0.1f, 0.3f], [1, 1, 0, 0], ["Negative", "Positive"]),
            History = [RecordedTraining.Epoch(1), RecordedTraining.Epoch(2)],
            ModelSummary = "Layer  Output  Param #",
            Samples = [new ReportPicture("00001.jpg", png, "Positive")],
            Mistakes = [new ReportPicture("00002.jpg", png, "Positive", "Negative", 0.8)],
            Repeat = ["cracklab train photos --out run"],
        };
    }
}
