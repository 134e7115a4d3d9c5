using CrackLab.Data;
using CrackLab.Sweeps;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Sweeps;

public sealed class SuccessiveHalvingTests
{
    /// <summary>Scores with ties and failures, a factor, and the order in which trials under way end.</summary>
    private static readonly Arbitrary<(int Factor, double[] Scores, int Workers, int Seed)> Races = (
        from factor in Gen.Choose(2, 4)
        from count in Gen.Choose(1, 80)
        from scores in Gen.Choose(-2, 30).ArrayOf(count)
        from workers in Gen.Choose(1, 9)
        from seed in Gen.Choose(0, 1_000_000)
        select (factor, scores.Select(score => score < 0 ? double.NaN : score / 30.0).ToArray(), workers, seed)).ToArbitrary();

    [Theory]
    [InlineData(1, 3, 8, new[] { 1, 3, 8 })]
    [InlineData(1, 3, 9, new[] { 1, 3, 9 })]
    [InlineData(2, 2, 16, new[] { 2, 4, 8, 16 })]
    [InlineData(5, 3, 5, new[] { 5 })]
    public void Rungs_Epochs_GrowByTheFactor(int least, int factor, int epochs, int[] rungs) =>
        Assert.Equal(rungs, new SuccessiveHalving { MinEpochs = least, Factor = factor }.Rungs(epochs));

    [Fact]
    public void Promote_AnyOrder_NeverMoreThanOneInFactorAndNobodyLost() => Prop.ForAll(Races, race =>
    {
        var halving = new SuccessiveHalving { Factor = race.Factor };
        var ladder = new Ladder(halving, race.Scores, rungs: 4);
        ladder.Race(race.Workers, race.Seed);

        for (int rung = 0; rung < 3; rung++)
        {
            int ended = ladder.Ended[rung].Count;
            Assert.Equal(ended, ladder.Begun[rung].Count);
            int sound = ladder.Ended[rung].Count(item => !double.IsNaN(item.Score));
            Assert.Equal(Math.Min(ended / race.Factor, sound), ladder.Begun[rung + 1].Count);
        }

        Assert.Equal(race.Scores.Length, ladder.Ended[0].Count);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Promote_OneAfterTheOther_TakesTheBestOfEachRung() => Prop.ForAll(Races, race =>
    {
        var halving = new SuccessiveHalving { Factor = race.Factor };
        var ladder = new Ladder(halving, race.Scores, rungs: 2);
        ladder.Race(workers: 1, race.Seed);

        double[] sound = [.. race.Scores.Where(score => !double.IsNaN(score)).OrderDescending()];
        IEnumerable<double> expected = sound.Take(Math.Min(race.Scores.Length / race.Factor, sound.Length));
        Assert.Equal(expected, ladder.Ended[1].Select(item => item.Score).OrderDescending());
    }).QuickCheckThrowOnFailure();

    /// <summary>A sweep whose trials end in a random order.</summary>
    private sealed class Ladder(SuccessiveHalving halving, double[] scores, int rungs)
    {
        public List<List<(int Trial, double Score)>> Ended { get; } = [.. Enumerable.Range(0, rungs).Select(_ => new List<(int, double)>())];

        public List<HashSet<int>> Begun { get; } = [.. Enumerable.Range(0, rungs).Select(_ => new HashSet<int>())];

        public void Race(int workers, int seed)
        {
            var random = new SeededRandom((ulong)seed);
            List<(int Trial, int Rung)> running = [];
            int next = 0;
            while (true)
            {
                while (running.Count < workers && Take(ref next) is { } job)
                {
                    Assert.True(Begun[job.Rung].Add(job.Trial), "A trial began a rung twice.");
                    running.Add(job);
                    AssertBound();
                }

                if (running.Count == 0)
                {
                    return;
                }

                int which = random.NextInteger(running.Count);
                (int trial, int rung) = running[which];
                running.RemoveAt(which);
                Ended[rung].Add((trial, scores[trial]));
            }
        }

        private (int Trial, int Rung)? Take(ref int next) => next < scores.Length ? (next++, 0) : halving.Promote([.. Ended], [.. Begun]);

        private void AssertBound()
        {
            for (int rung = 0; rung < rungs - 1; rung++)
            {
                Assert.True(Begun[rung + 1].Count * halving.Factor <= Ended[rung].Count, $"rung {rung}");
            }
        }
    }
}
