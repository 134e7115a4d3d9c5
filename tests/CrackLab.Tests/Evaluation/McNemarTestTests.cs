using CrackLab.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Evaluation;

public sealed class McNemarTestTests
{
    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(0, 5, 0.0625, 0.03125)]
    [InlineData(1, 7, 0.0703125, 0.0390625)]
    [InlineData(3, 3, 1, 0.84375)]
    [InlineData(2, 8, 0.109375, 0.0654296875)]
    public void P_SmallCounts_IsTheBinomialByHand(long first, long second, double exact, double mid)
    {
        Assert.Equal(exact, McNemarTest.ExactP(first, second), 1e-12);
        Assert.Equal(mid, McNemarTest.MidP(first, second), 1e-12);
        Assert.Equal(McNemarTest.ExactP(first, second), McNemarTest.ExactP(second, first));
    }

    [Fact]
    public void P_ManyImages_IsNearTheNormalApproximation()
    {
        // z = (10,100 - 9,900) / sqrt(20,000) = sqrt(2): two-sided p 0.1573.
        Assert.Equal(0.1573, McNemarTest.MidP(10_100, 9_900), 2e-4);
        Assert.Equal(0, McNemarTest.ExactP(40_000, 0));
    }

    [Fact]
    public void P_AnyCounts_LiesInOrder() =>
        Prop.ForAll(
            Gen.Choose(0, 300).Two().ToArbitrary(),
            pair =>
            {
                (int first, int second) = pair;
                double exact = McNemarTest.ExactP(first, second), mid = McNemarTest.MidP(first, second);
                return mid is >= 0 and <= 1 && mid <= exact && McNemarTest.ExactP(Math.Min(first, second), Math.Max(first, second) + 1) <= exact + 1e-12;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void P_NegativeCount_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => McNemarTest.ExactP(-1, 2));
}
