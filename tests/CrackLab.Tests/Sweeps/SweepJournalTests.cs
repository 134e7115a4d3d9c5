using System.Collections.Concurrent;
using CrackLab.Sweeps;
using CrackLab.Tests.Data;
using CrackLab.Training;

namespace CrackLab.Tests.Sweeps;

public sealed class SweepJournalTests : IDisposable
{
    private static readonly WorkerIdentity Here = WorkerIdentity.Current;
    private static readonly WorkerIdentity Elsewhere = new("another-machine", 1, 0, "");

    private readonly TestFolder _folder = new();
    private readonly Clock _clock = new();

    [Fact]
    public void Claim_ManyThreadsWithJournalsOfTheirOwn_GiveEachTrialOnce()
    {
        Journal(trials: 40);
        var taken = new ConcurrentBag<int>();

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            SweepJournal own = Journal(trials: 40);
            while (own.Claim(Here).Claim is { } claim)
            {
                taken.Add(claim.Trial);
                own.End(claim, 0.5, TrialState.Finished, note: null);
            }
        });

        Assert.Equal(Enumerable.Range(1, 40), taken.Order());
    }

    [Fact]
    public void Claim_OfADeadProcessHere_IsFreeAtOnceAndGoesOnAtItsRung()
    {
        SweepJournal journal = Journal(trials: 2);
        WorkerIdentity dead = Here with { Started = Here.Started - 1000 };
        TrialClaim first = journal.Claim(dead).Claim!;
        journal.Record(first, dead, [Epoch(1)]);

        TrialClaim again = journal.Claim(Here).Claim!;

        Assert.Equal((first.Trial, first.Rung, first.Attempt + 1), (again.Trial, again.Rung, again.Attempt));
        Assert.False(journal.Record(first, dead, [Epoch(2)]));
        Assert.False(journal.End(first, 1, TrialState.Finished, note: null));
        Assert.Equal([1], journal.Read(_ => "")[0].History.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void Claim_OfAnotherMachine_EndsWithItsLease()
    {
        SweepJournal journal = Journal(trials: 1);
        TrialClaim claim = journal.Claim(Elsewhere).Claim!;
        Assert.Equal(new ClaimAnswer(Claim: null, IsOver: false), journal.Claim(Here));

        _clock.Passed += SweepJournal.Lease * 0.9;
        Assert.True(journal.Renew(claim));
        _clock.Passed += SweepJournal.Lease * 0.9;
        Assert.Null(journal.Claim(Here).Claim);
        _clock.Passed += SweepJournal.Lease * 1.1;

        Assert.Equal(1, journal.Claim(Here).Claim!.Trial);
        Assert.False(journal.Renew(claim));
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public void Claim_OfAnotherMachine_ClockSet_StandsAsLongAsItIsRenewed(int seconds)
    {
        SweepJournal journal = Journal(trials: 1);
        TrialClaim claim = journal.Claim(Elsewhere).Claim!;
        Assert.Null(journal.Claim(Here).Claim);
        _clock.Set += TimeSpan.FromSeconds(seconds);
        Assert.Null(journal.Claim(Here).Claim);
        _clock.Passed += SweepJournal.Lease * 0.9;
        Assert.True(journal.Renew(claim));
        _clock.Passed += SweepJournal.Lease * 0.9;
        Assert.Null(journal.Claim(Here).Claim);
        _clock.Passed += SweepJournal.Lease * 1.1;
        Assert.Equal(1, journal.Claim(Here).Claim!.Trial);
    }

    [Fact]
    public void Claim_OfAnotherMachine_FromDaysAgo_IsFreeAtOnce()
    {
        SweepJournal journal = Journal(trials: 1);
        journal.Claim(Elsewhere);
        _clock.Passed += TimeSpan.FromDays(2);
        Assert.Equal(1, journal.Claim(Here).Claim!.Trial);
    }

    [Fact]
    public void Claim_OfThisProcess_OutlastsItsLease()
    {
        SweepJournal journal = Journal(trials: 1);
        TrialClaim claim = journal.Claim(Here).Claim!;
        _clock.Passed += SweepJournal.Lease * 5;
        Assert.Null(journal.Claim(Here).Claim);
        Assert.True(journal.Renew(claim));
    }

    [Fact]
    public void Claim_OfWhoStillHoldsTheRunFolder_Stands()
    {
        bool isHeld = true;
        SweepJournal journal = Journal(trials: 1, isHeld: trial => trial == 1 && isHeld);
        journal.Claim(Here with { Started = Here.Started - 1000 });
        Assert.Null(journal.Claim(Here).Claim);
        isHeld = false;
        Assert.Equal(1, journal.Claim(Here).Claim!.Trial);
    }

    [Fact]
    public void Claim_Halving_BeginsAllThenClimbsThenPrunes()
    {
        SweepJournal journal = Journal(trials: 4, new SuccessiveHalving { Factor = 2 }, rungs: 3);
        List<(int, int)> order = [];
        while (journal.Claim(Here).Claim is { } claim)
        {
            order.Add((claim.Trial, claim.Rung));
            journal.End(claim, claim.Trial, claim.Rung == 2 ? TrialState.Finished : TrialState.Waiting, note: null);
        }

        Assert.Equal([(1, 0), (2, 0), (3, 0), (4, 0), (4, 1), (3, 1), (4, 2)], order);
        Assert.Equal(
            [TrialState.Pruned, TrialState.Pruned, TrialState.Pruned, TrialState.Finished], journal.Read(_ => "").Select(trial => trial.State));
        Assert.True(journal.Claim(Here).IsOver);
    }

    [Fact]
    public void Claim_TrialThatStoppedEarly_StandsOnTheNextRungWithoutTraining()
    {
        SweepJournal journal = Journal(trials: 2, new SuccessiveHalving { Factor = 2 }, rungs: 2);
        journal.End(journal.Claim(Here).Claim!, 0.9, TrialState.Finished, "no better loss");
        journal.End(journal.Claim(Here).Claim!, 0.5, TrialState.Waiting, note: null);

        Assert.Equal(new ClaimAnswer(Claim: null, IsOver: true), journal.Claim(Here));
        Assert.Equal([0.9, 0.9], journal.Read(_ => "")[0].Rungs);
    }

    [Fact]
    public void Enter_MoreTrials_BringsBackThePruned()
    {
        var halving = new SuccessiveHalving { Factor = 2 };
        SweepJournal journal = Journal(trials: 2, halving, rungs: 2);
        journal.End(journal.Claim(Here).Claim!, 0.1, TrialState.Waiting, note: null);
        journal.End(journal.Claim(Here).Claim!, 0.2, TrialState.Waiting, note: null);
        journal.End(journal.Claim(Here).Claim!, 0.2, TrialState.Finished, note: null);
        Assert.True(journal.Claim(Here).IsOver);

        journal = Journal(trials: 4, halving, rungs: 2);
        journal.End(journal.Claim(Here).Claim!, 0, TrialState.Waiting, note: null);
        journal.End(journal.Claim(Here).Claim!, 0, TrialState.Waiting, note: null);

        Assert.Equal((1, 1), journal.Claim(Here).Claim is { } claim ? (claim.Trial, claim.Rung) : default);
    }

    [Fact]
    public void Open_AnotherFile_SaysWhichAndWhat() => Assert.StartsWith(
        $"{_folder["sweep.sqlite"]}: expected the journal of a sweep, received a damaged or other file",
        Assert.Throws<InvalidDataException>(() =>
        {
            _folder.Write("sweep.sqlite", new string('x', 5000));
            Journal(trials: 1);
        }).Message);

    public void Dispose() => _folder.Dispose();

    private SweepJournal Journal(int trials, SuccessiveHalving? halving = null, int rungs = 1, Func<int, bool>? isHeld = null)
    {
        var journal = new SweepJournal(_folder["sweep.sqlite"], halving, rungs, isHeld, _clock);
        journal.Enter(Sweep.Random([SearchParameter.Range("rate", 0, 1)], trials, seed: 1));
        return journal;
    }

    private static EpochResult Epoch(int number) => new(number, 1, 0.5, 1, 0.5, 0.1, 1, 1);

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        /// <summary>By how much somebody has set the clock.</summary>
        public TimeSpan Set { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Passed + Set;

        public override long GetTimestamp() => Passed.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
