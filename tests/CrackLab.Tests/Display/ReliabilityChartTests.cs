using CrackLab.Display;
using CrackLab.Evaluation;

namespace CrackLab.Tests.Display;

public sealed class ReliabilityChartTests
{
    [Fact]
    public void Reliability_Bins_HavePointsWithTheirIntervals()
    {
        EvaluationResult result = Evaluator.Evaluate([0.2f, 0.2f, 0.8f, 0.8f], [0, 1, 1, 1], ["Negative", "Positive"]);

        Chart chart = ResultCharts.Reliability(result);

        Assert.Equal("probability of Positive", chart.XAxis.Label);
        Assert.Equal([(0.2f, 0.5), (0.8f, 1.0)], chart.Series[^1].Points.Select(point => ((float)point.X, point.Y)));
        Interval interval = ConfidenceInterval.Wilson(1, 2);
        Assert.Equal([interval.Low, interval.High], chart.Series[1].Points.Select(point => point.Y));
        Assert.Equal(4, chart.Series.Count);
    }
}
