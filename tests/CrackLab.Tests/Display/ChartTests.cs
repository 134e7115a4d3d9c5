using System.Xml.Linq;
using CrackLab.Display;
using CrackLab.Evaluation;
using CrackLab.Tests.Tracking;
using CrackLab.Training;

namespace CrackLab.Tests.Display;

public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void ToSvg_Lines_AreWellFormedWithALegend()
    {
        EpochResult[] history = [RecordedTraining.Epoch(1), RecordedTraining.Epoch(2), RecordedTraining.Epoch(3)];

        XElement svg = XDocument.Parse(HistoryCharts.Accuracy(history).ToSvg()).Root!;

        Assert.Equal(["training", "validation"], Texts(svg, "legend"), StringComparer.Ordinal);
        Assert.Equal(6, svg.Descendants(Svg + "circle").Count());
        Assert.Equal("Accuracy", (string?)svg.Attribute("aria-label"));
    }

    [Fact]
    public void ToSvg_NamesWithMarkup_AreEncoded()
    {
        Chart chart = new()
        {
            Title = "<script>alert(1)</script>",
            XAxis = new ChartAxis("a & b"),
            YAxis = new ChartAxis("\"y\""),
            Series = [new ChartSeries("</svg>\u0002", [new ChartPoint(0, 0), new ChartPoint(1, 1)])],
        };

        XElement svg = XDocument.Parse(chart.ToSvg()).Root!;

        Assert.Empty(svg.Descendants(Svg + "script"));
        Assert.Equal(["</svg>\uFFFD"], Texts(svg, "legend"), StringComparer.Ordinal);
    }

    [Fact]
    public void ToSvg_PointThatIsNotFinite_BreaksTheLine()
    {
        ChartSeries series = new("loss", [new(1, 1), new(2, 2), new(3, double.NaN), new(4, 2), new(5, 1)]);
        Chart chart = new() { Title = "Loss", XAxis = new ChartAxis("x"), YAxis = new ChartAxis("y"), Series = [series] };

        XElement svg = XDocument.Parse(chart.ToSvg()).Root!;

        string path = svg.Descendants(Svg + "path").Select(item => (string?)item.Attribute("d")).Last()!;
        Assert.Equal(2, path.Count(letter => letter == 'M'));
        Assert.Equal(4, svg.Descendants(Svg + "circle").Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ToSvg_HardlyAnyEpochs_IsStillAChart(int epochs)
    {
        EpochResult[] history = [.. Enumerable.Range(1, epochs).Select(epoch => RecordedTraining.Epoch(epoch))];

        foreach (Chart chart in new[] { HistoryCharts.Loss(history), HistoryCharts.Accuracy(history), HistoryCharts.LearningRate(history) })
        {
            string svg = chart.ToSvg();
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            Assert.NotNull(XDocument.Parse(svg).Root);
        }
    }

    [Fact]
    public void ToSvg_ManyPoints_LeavesOutWhatIsNotSeen()
    {
        ChartPoint[] points = [.. Enumerable.Range(0, 100_000).Select(i => new ChartPoint(i, i))];
        Chart chart = new()
        {
            Title = "Line",
            XAxis = new ChartAxis("x"),
            YAxis = new ChartAxis("y"),
            Series = [new ChartSeries("line", points)],
        };

        Assert.InRange(chart.ToSvg().Length, 4_000, 20_000);
    }

    [Fact]
    public void PrecisionRecall_OfResult_StepsUpOrDownFirst()
    {
        EvaluationResult result = Evaluator.Evaluate([0.9f, 0.6f, 0.4f], [1, 0, 1], ["Negative", "Positive"]);

        XElement svg = XDocument.Parse(ResultCharts.PrecisionRecall(result).ToSvg()).Root!;

        Assert.Contains(svg.Descendants(Svg + "path"), path => ((string?)path.Attribute("d"))!.Contains('V', StringComparison.Ordinal)
            && (string?)path.Attribute("class") == "line");
        Assert.Equal(["average precision 0.8333", "threshold 0.5"], Texts(svg, "legend"), StringComparer.Ordinal);
    }

    [Fact]
    public void HeatTable_TwoClasses_ShowsCountsAndShares()
    {
        ConfusionMatrix matrix = new(["Negative", "<Positive>"], new long[,] { { 1480, 20 }, { 0, 1500 } });

        XElement svg = XDocument.Parse(new HeatTable(matrix).ToSvg()).Root!;

        string[] texts = [.. svg.Descendants(Svg + "text").Select(text => text.LastNode!.ToString())];
        Assert.Contains("1,480", texts, StringComparer.Ordinal);
        Assert.Contains("98.7%", texts, StringComparer.Ordinal);
        Assert.Contains("&lt;Positive&gt;", texts, StringComparer.Ordinal);
    }

    [Fact]
    public void HeatTable_EmptyRow_HasNoShare()
    {
        ConfusionMatrix matrix = new(["a", "b"], new long[,] { { 1, 0 }, { 0, 0 } });

        Assert.DoesNotContain("NaN", new HeatTable(matrix).ToSvg(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(XElement svg, string type) => svg.Descendants(Svg + "text")
        .Where(text => (string?)text.Attribute("class") == type)
        .Select(text => text.Value);
}
