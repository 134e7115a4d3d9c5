using CrackLab.Evaluation;
using FsCheck;
using FsCheck.Fluent;
using Interval = CrackLab.Evaluation.Interval;

namespace CrackLab.Tests.Evaluation;

public sealed class ConfidenceIntervalTests
{
    // Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_PublishedExamples_AreMet(int hits, int trials, double low, double high)
    {
        Interval interval = ConfidenceInterval.Wilson(hits, trials);

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void Wilson_AllHits_StaysBelowOneAtItsLowEnd()
    {
        Interval interval = ConfidenceInterval.Wilson(4000, 4000);

        Assert.Equal(1, interval.High);
        Assert.InRange(interval.Low, 0.999, 0.99905);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    [InlineData(-1, 2)]
    [InlineData(double.NaN, 2)]
    public void Wilson_ImpossibleCounts_Throws(double hits, int trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.Wilson(hits, trials));

    [Fact]
    public void F1_HalfFound_MapsJaccard()
    {
        Interval jaccard = ConfidenceInterval.Wilson(10, 20);
        Interval f1 = ConfidenceInterval.F1(10, 10);

        Assert.Equal(2 * jaccard.Low / (1 + jaccard.Low), f1.Low, 12);
        Assert.True(f1.Contains(2.0 * 10 / (2 * 10 + 10)));
    }

    [Fact]
    public void AreaUnderRoc_PerfectRanking_IsStillUncertain()
    {
        Interval few = ConfidenceInterval.AreaUnderRoc(1, 5, 5);
        Interval many = ConfidenceInterval.AreaUnderRoc(1, 500, 500);

        Assert.Equal(1, few.High);
        Assert.InRange(few.Low, 0.5, 0.9);
        Assert.InRange(many.Low, few.Low, 0.9999);
    }

    [Fact]
    public void AreaUnderRoc_Mirrored_MirrorsTheInterval()
    {
        Interval area = ConfidenceInterval.AreaUnderRoc(0.8, 30, 50);
        Interval mirrored = ConfidenceInterval.AreaUnderRoc(0.2, 50, 30);

        Assert.Equal(1 - mirrored.High, area.Low, 12);
        Assert.Equal(1 - mirrored.Low, area.High, 12);
    }

    [Fact]
    public void AreaUnderRoc_AnyArea_SolvesItsEquation()
    {
        Gen<(int Percent, int Positives, int Negatives)> cases =
            from percent in Gen.Choose(1, 99)
            from positives in Gen.Choose(1, 300)
            from negatives in Gen.Choose(1, 300)
            select (percent, positives, negatives);

        Prop.ForAll(cases.ToArbitrary(), Solves).QuickCheckThrowOnFailure();

        static bool Solves((int Percent, int Positives, int Negatives) item)
        {
            double area = item.Percent / 100.0;
            Interval interval = ConfidenceInterval.AreaUnderRoc(area, item.Positives, item.Negatives);
            return interval.Contains(area) && interval.Low >= 0 && interval.High <= 1
                && IsEnd(interval.Low, area, item.Positives, item.Negatives)
                && IsEnd(interval.High, area, item.Positives, item.Negatives);
        }

        static bool IsEnd(double end, double area, double positives, double negatives)
        {
            double others = (positives + negatives) / 2 - 1;
            double spread = (1 - end) / (2 - end) + end / (1 + end);
            double variance = end * (1 - end) * (1 + others * spread) / (positives * negatives);
            return Math.Abs((area - end) * (area - end) - 3.841458820694124 * variance) < 1e-10;
        }
    }

    [Fact]
    public void Wilson_AnyCounts_HoldsTheShareAndMirrors()
    {
        Gen<(int Hits, int Trials)> cases =
            from trials in Gen.Choose(1, 5000)
            from hits in Gen.Choose(0, trials)
            select (hits, trials);

        Prop.ForAll(cases.ToArbitrary(), Holds).QuickCheckThrowOnFailure();

        static bool Holds((int Hits, int Trials) item)
        {
            Interval interval = ConfidenceInterval.Wilson(item.Hits, item.Trials);
            Interval mirrored = ConfidenceInterval.Wilson(item.Trials - item.Hits, item.Trials);
            return interval.Contains((double)item.Hits / item.Trials)
                && interval.Low < interval.High
                && Math.Abs(interval.Low - (1 - mirrored.High)) < 1e-12;
        }
    }

    [Fact]
    public void Mean_TwoShares_SquaresAndAdds()
    {
        Interval mean = ConfidenceInterval.Mean([0.5, 0.7], [new Interval(0.2, 0.6), new Interval(0.3, 0.8)]);

        Assert.Equal(0.6 - 0.25, mean.Low, 12);
        Assert.Equal(0.6 + Math.Sqrt(0.02) / 2, mean.High, 12);
    }
}
