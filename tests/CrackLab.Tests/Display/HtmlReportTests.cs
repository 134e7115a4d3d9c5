using System.Text.RegularExpressions;
using CrackLab.Display;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
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

        foreach (string section in new[] { "figures", "judgement", "thresholds", "calibration", "mistakes", "heatmaps", "cells", "training", "data", "samples", "model", "settings", "repeat" })
            Assert.Contains($"<section id=\"{section}\">", html, StringComparison.Ordinal);
        Assert.Contains("Of 4 test pictures, 1 was misclassified: 1 of 2 ‘Positive’ missed, 0 of 2 ‘Negative’", html, StringComparison.Ordinal);
        Assert.Contains("cracklab train", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Anything_NeedsNoOtherFile()
    {
        string html = HtmlReport.Render(Example());

        foreach (Match match in Regex.Matches(html, "(src|href)=\"(?<target>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            Assert.Matches("^(data:image/jpeg;base64,|#[a-z0-9-]+$)", match.Groups["target"].Value);
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
            Model = new Sequential(new Dense(1, Activation.Sigmoid) { Name = Hostile }) { Name = Hostile }.Build(Shape.Flat(2)),
            Cells = [new ReportCell(1, 0, [new ReportPicture(Hostile, [1], Hostile, Hostile, 0.5)])],
            Heatmaps = [new ReportHeatmap(new ReportPicture(Hostile, [1], Hostile, Hostile, 0.5), [2], Hostile)],
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
    public void Render_Links_LeadToPlacesInThePage()
    {
        string html = HtmlReport.Render(Example());

        string[] targets = [.. Regex.Matches(html, "href=\"#(?<id>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["id"].Value)];
        Assert.Contains("cell-1-0", targets);
        Assert.DoesNotContain("cell-0-1", targets);
        Assert.All(targets, id => Assert.Contains($"id=\"{id}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_Thresholds_MarksTheOneInUseAndGivesReasons()
    {
        string html = HtmlReport.Render(Example());

        Assert.Contains("<tr class=\"in-use\"><th scope=\"row\">recall=0.99</th>", html, StringComparison.Ordinal);
        Assert.Contains("<small>expected more</small>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Words_SayWhatTheFiguresMean()
    {
        string html = HtmlReport.Render(Example());

        Assert.Contains("A picture is called ‘Positive’ from a probability of 0.5 on", html, StringComparison.Ordinal);
        Assert.Contains("‘cautious’ finds at least 99% of ‘Positive’", html, StringComparison.Ordinal);
        Assert.Contains("Yellow places speak most for the class", html, StringComparison.Ordinal);
        Assert.DoesNotContain("grey patch", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Photographs_ShowsBothIntervals()
    {
        ReportData data = Example() with
        {
            Result = Evaluator.Evaluate([0.9f, 0.8f, 0.1f, 0.6f], [1, 1, 0, 0], ["Negative", "Positive"], groups: ["a", "a", "b", "c"]),
        };

        Assert.Contains("photographs drawn anew", HtmlReport.Render(data), StringComparison.Ordinal);
        Assert.DoesNotContain("photographs drawn anew", HtmlReport.Render(Example()), StringComparison.Ordinal);
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
        ReportData data = Example() with { History = [], Samples = [], Mistakes = [], Repeat = [], Model = null, Thresholds = [], Cells = [], Heatmaps = [] };

        string html = HtmlReport.Render(data);

        foreach (string section in new[] { "mistakes", "heatmaps", "cells", "thresholds", "training", "samples", "model", "repeat" })
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
        byte[] jpeg = JpegEncoder.Encode(new Image(2, 2, 1, [0, 80, 160, 255]));
        float[] scores = [0.9f, 0.2f, 0.1f, 0.3f];
        EvaluationResult result = Evaluator.Evaluate(scores, [1, 1, 0, 0], ["Negative", "Positive"]);
        ThresholdChoice Choose(string aim) => DecisionThreshold.Choose(DecisionAim.Parse(aim), scores, [true, false, false, true]);
        return new ReportData
        {
            Title = "First run",
            Run = RunRecordTests.Example(),
            Result = result,
            History = [RecordedTraining.Epoch(1), RecordedTraining.Epoch(2)],
            Model = Models.CrackNet(16),
            BestEpoch = 2,
            Thresholds = [new ReportThreshold(Choose("recall=0.99"), result, IsInUse: true), new ReportThreshold(Choose("youden") with { Threshold = null, Reason = "expected more" }, null, IsInUse: false)],
            Cells = [new ReportCell(1, 0, [new ReportPicture("00002.jpg", jpeg, "Positive", "Negative", 0.8)])],
            Heatmaps = [new ReportHeatmap(new ReportPicture("00002.jpg", jpeg, "Positive", "Negative", 0.8), jpeg, "Positive")],
            Samples = [new ReportPicture("00001.jpg", jpeg, "Positive")],
            Mistakes = [new ReportPicture("00002.jpg", jpeg, "Positive", "Negative", 0.8)],
            Repeat = ["cracklab train photos --out run"],
        };
    }
}
