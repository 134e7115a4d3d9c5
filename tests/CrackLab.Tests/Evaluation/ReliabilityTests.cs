using CrackLab.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Evaluation;

public sealed class ReliabilityTests
{
    [Fact]
    public void OfPositive_TwoHeaps_IsWhatTheHandGives()
    {
        // Ten at 0.25 of which 5 are positive, ten at 0.75 of which 9 are: errors 0.25 and 0.15, mean 0.2.
        float[] probabilities = [.. Enumerable.Repeat(0.25f, 10), .. Enumerable.Repeat(0.75f, 10)];
        bool[] isPositive = [.. Enumerable.Range(0, 10).Select(i => i < 5), .. Enumerable.Range(0, 10).Select(i => i < 9)];

        Reliability reliability = Reliability.OfPositive(probabilities, isPositive);

        Assert.Equal(0.2, reliability.Ece, 1e-12);
        Assert.Equal(0.2, reliability.EceEqualWidth, 1e-12);
        Assert.Equal(((5 * 0.5625) + (5 * 0.0625) + (9 * 0.0625) + 0.5625) / 20, reliability.Brier, 1e-12);
        Assert.Equal([(0.25, 0.5, 10L), (0.75, 0.9, 10L)], reliability.Bins.Select(bin => (bin.Predicted, bin.Observed.Value!.Value, bin.Count)));
        Assert.Equal(ConfidenceInterval.Wilson(5, 10), reliability.Bins[0].Observed.Interval);
    }

    [Fact]
    public void OfPositive_EqualMassAndEqualWidth_DifferWhereImagesHeap()
    {
        // 20 distinct values below 0.1: one bin by width, ten by mass, each of two images with one positive.
        float[] probabilities = [.. Enumerable.Range(0, 20).Select(i => i / 256f)];
        bool[] isPositive = [.. Enumerable.Range(0, 20).Select(i => i >= 10)];

        Reliability reliability = Reliability.OfPositive(probabilities, isPositive);

        Assert.Equal(10, reliability.Bins.Count);
        Assert.All(reliability.Bins, bin => Assert.Equal(2, bin.Count));
        double mean = 9.5 / 256;
        Assert.Equal(0.5 - mean, reliability.EceEqualWidth, 1e-9);
        Assert.Equal(((4.5 / 256) + (1 - (14.5 / 256))) / 2, reliability.Ece, 1e-9);
    }

    [Fact]
    public void OfPositive_CertainAndRight_IsPerfect()
    {
        Reliability reliability = Reliability.OfPositive([0, 0, 1, 1], [false, false, true, true]);
        Assert.Equal((0, 0, 0), (reliability.Ece, reliability.EceEqualWidth, reliability.Brier));
    }

    [Fact]
    public void Evaluate_ThreeClasses_JudgesTheMostProbableOne()
    {
        Reliability reliability = Evaluator.Evaluate([0.5f, 0.25f, 0.25f, 0.25f, 0.5f, 0.25f], [0, 2], ["a", "b", "c"]).Reliability;

        ReliabilityBin bin = Assert.Single(reliability.Bins);
        Assert.Equal((0.5, 0.5), (bin.Predicted, bin.Observed.Value));
        Assert.Equal(((0.25 + 0.0625 + 0.0625) + (0.0625 + 0.25 + 0.5625)) / 2, reliability.Brier, 1e-9);
    }

    [Fact]
    public void Evaluate_ThreeClasses_BrierIsOfTheActualClass() =>
        Assert.Equal((0.375 + 0.86) / 2, Evaluator.Evaluate([0.5f, 0.25f, 0.25f, 0.1f, 0.6f, 0.3f], [0, 2], ["a", "b", "c"]).Reliability.Brier, 1e-6);

    [Fact]
    public void OfPositive_AnyRanking_CountsEachImageOnceInBinsThatDoNotMix() =>
        Prop.ForAll(
            RankingGenerator.Rankings,
            ranking =>
            {
                float[] probabilities = [.. ranking.Scores.Select(score => Math.Clamp(score, 0, 1))];
                Reliability reliability = Reliability.OfPositive(probabilities, ranking.IsPositive);
                return reliability.Bins.Sum(bin => bin.Count) == probabilities.Length
                    && reliability.Bins.Count <= Reliability.BinCount
                    && reliability.Bins.Zip(reliability.Bins.Skip(1)).All(pair => pair.First.High < pair.Second.Low)
                    && reliability.Ece is >= 0 and <= 1;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void OfPositive_NoImages_IsRefused() => Assert.Throws<ArgumentException>(() => Reliability.OfPositive([], []));
}
