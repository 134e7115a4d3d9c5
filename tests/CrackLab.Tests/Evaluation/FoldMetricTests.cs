using CrackLab.Evaluation;

namespace CrackLab.Tests.Evaluation;

public sealed class FoldMetricTests
{
    [Fact]
    public void Of_FiveFolds_IsStudentsInterval()
    {
        FoldMetric metric = FoldMetric.Of("recall", [0.90, 0.92, 0.94, 0.96, 0.98]);

        Assert.Equal(0.94, metric.Mean!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(0.001), metric.StandardDeviation!.Value, 1e-12);
        double half = 2.776445 * Math.Sqrt(0.001) / Math.Sqrt(5);
        Assert.Equal(0.94 - half, metric.Interval!.Value.Low, 1e-9);
        Assert.Equal(0.94 + half, metric.Interval.Value.High, 1e-9);
    }

    [Fact]
    public void Of_UndefinedFolds_AreLeftOut()
    {
        Assert.Equal(0.5, FoldMetric.Of("auc", [null, 0.4, 0.6]).Mean!.Value, 1e-12);
        FoldMetric one = FoldMetric.Of("auc", [null, 0.4]);
        Assert.Equal(0.4, one.Mean);
        Assert.Null(one.StandardDeviation);
        Assert.Null(one.Interval);
        Assert.Null(FoldMetric.Of("auc", [null]).Mean);
    }

    [Theory]
    [InlineData(1, 12.706205)]
    [InlineData(30, 2.042272)]
    [InlineData(31, 2.039513)]
    [InlineData(60, 2.000298)]
    [InlineData(120, 1.979930)]
    public void StudentQuantile_Degrees_IsTheTables(int degrees, double quantile) =>
        Assert.Equal(quantile, FoldMetric.StudentQuantile(degrees), 2e-6);

    [Fact]
    public void StudentQuantile_ThirtyDegrees_IsTheTablesLast() => Assert.Equal(2.042272, FoldMetric.StudentQuantile(30));

    [Fact]
    public void Of_FoldsFarApart_IsCutToWhatAProportionCanBe()
    {
        Interval interval = FoldMetric.Of("recall", [0, 0.4]).Interval!.Value;
        Assert.Equal((0, 1), (interval.Low, interval.High));
    }
}
