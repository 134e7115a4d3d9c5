using System.Text.Json;
using System.Xml.Linq;
using CrackLab.Display;
using CrackLab.Evaluation;
using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Display;

public sealed class PlotlyTests
{
    private static readonly Chart Hostile = new()
    {
        Title = "</script>'<b>",
        XAxis = new ChartAxis("x"),
        YAxis = new ChartAxis("y"),
        Series = [new ChartSeries("a", [new ChartPoint(1, 2), new ChartPoint(2, double.NaN), new ChartPoint(3, 1.23456789)])],
    };

    [Fact]
    public void ToJson_NotANumber_IsNull()
    {
        JsonElement y = JsonDocument.Parse(Hostile.ToPlotly().ToJson()).RootElement.GetProperty("data")[0].GetProperty("y");

        Assert.Equal("[2,null,1.23457]", y.GetRawText());
    }

    [Fact]
    public void ToHtml_HostileTitle_StaysText()
    {
        string html = Hostile.ToHtml();

        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Equal(1, html.Split("</script>").Length - 1);
    }

    [Fact]
    public void ToHtml_Svg_IsAnImageWithTheSameSvgInIt()
    {
        Chart chart = Hostile with { Title = "100% of <R&D> #1, 'so – to say'" };
        string html = chart.ToHtml();

        // Untrusted notebooks keep images, and of elements of SVG only the letters.
        Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
        string source = html.Split("src='data:image/svg+xml;charset=utf-8,")[1].Split('\'')[0];
        XElement svg = XDocument.Parse(Uri.UnescapeDataString(source)).Root!;
        Assert.Equal(chart.Title, (string?)svg.Attribute("aria-label"));
        Assert.DoesNotContain(source, letter => letter is '#' or '&' or '<' or '>' or '\n');
    }

    [Fact]
    public void ToPlotly_ManyPoints_IsSmall()
    {
        Chart chart = Hostile with { Series = [new ChartSeries("", [.. Enumerable.Range(0, 100_000).Select(i => new ChartPoint(i, i / 3.0))])] };

        Assert.InRange(chart.ToPlotly().ToJson().Length, 10_000, 40_000);
        Assert.EndsWith("99999", JsonDocument.Parse(chart.ToPlotly().ToJson()).RootElement.GetProperty("data")[0].GetProperty("x")[999].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void HeatTable_ToPlotly_HasOpaqueColoursOfFixedMeaning()
    {
        HeatTable table = new(new ConfusionMatrix(["a", "b"], new long[,] { { 5, 5 }, { 4, 6 } }));
        JsonElement trace = JsonDocument.Parse(table.ToPlotly().ToJson()).RootElement.GetProperty("data")[0];

        Assert.Equal("[0,1]", $"[{trace.GetProperty("zmin")},{trace.GetProperty("zmax")}]");
        Assert.All(trace.GetProperty("colorscale").EnumerateArray(), pair => Assert.StartsWith("#", pair[1].GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void SmoothedCurves_ToHtml_HasOneLineACurveBesideTheLegend()
    {
        string[] runs = ["a", "b"];
        using var folder = new TestFolder();
        foreach (string run in runs)
        {
            using var writer = new EventFileWriter(folder[run]);
            writer.WriteScalar("loss", 0, 1);
            writer.WriteScalar("loss", 1, 0.5);
        }
        RunCurves curves = RunCurves.Read(folder.Path);
        XElement svg = XDocument.Parse(new SmoothedCurves(curves, "loss").Chart.ToSvg()).Root!;

        // What smoothing.js moves: "svg g:not(.key) > path.line:not(.faint)".
        XName path = svg.Name.Namespace + "path";
        Assert.Equal(runs.Length, svg.Descendants(path).Count(line =>
            ((string?)line.Attribute("class"))?.Split(' ') is { } names && names.Contains("line") && !names.Contains("faint")
            && (string?)line.Parent!.Attribute("class") != "key"));
    }

    [Fact]
    public void ToSvg_Bars_StandOnTheAxisSideBySide()
    {
        Chart chart = Hostile with
        {
            XAxis = new ChartAxis("kind") { Categories = ["a", "b"] },
            Series =
            [
                new ChartSeries("one", [new ChartPoint(0, 2), new ChartPoint(1, 4)], SeriesStyle.Bars),
                new ChartSeries("two", [new ChartPoint(0, 1), new ChartPoint(1, 3)], SeriesStyle.Bars, 1),
            ],
        };
        XElement svg = XDocument.Parse(chart.ToSvg()).Root!;

        XElement[] bars = [.. svg.Descendants().Where(rect => (string?)rect.Attribute("class") == "bar" && rect.HasElements)];
        Assert.Equal(4, bars.Length);
        Assert.Single(bars.Select(bar => Math.Round((double)bar.Attribute("y")! + (double)bar.Attribute("height")!, 1)).Distinct());
        Assert.Equal(2.0, (double)bars[1].Attribute("height")! / (double)bars[0].Attribute("height")!, 1);
        Assert.True((double)bars[0].Attribute("x")! + (double)bars[0].Attribute("width")! <= (double)bars[2].Attribute("x")!);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.35)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void ThresholdExplorer_At_IsWhatTheEvaluatorCounts(double threshold)
    {
        float[] scores = [0.9f, 0.6f, 0.6f, 0.4f, 0.35f, 0.1f];
        int[] labels = [1, 0, 1, 1, 0, 0];
        string[] classes = ["no", "yes"];

        ConfusionMatrix matrix = new ThresholdExplorer(Evaluator.Evaluate(scores, labels, classes)).At(threshold);

        // Scores are floats: 0.35f is a little above 0.35.
        Assert.Equal(Evaluator.Evaluate(scores, labels, classes, threshold).Confusion.ToString(), matrix.ToString());
    }
}
