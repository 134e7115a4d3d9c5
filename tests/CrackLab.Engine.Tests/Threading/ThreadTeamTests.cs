using CrackLab.Engine.Threading;

namespace CrackLab.Engine.Tests.Threading;

public sealed class ThreadTeamTests
{
    private const int Pieces = 64;

    [Fact]
    public void Run_ManyJobs_DoesEachPieceOnce()
    {
        using var team = new ThreadTeam(4);
        for (int job = 0; job < 2000; job++)
        {
            var done = new int[(job % Pieces) + 1];
            team.Run(done.Length, (piece, _) => Interlocked.Increment(ref done[piece]));
            Assert.All(done, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Run_PieceThrows_ThrowsThatWhenNobodyIsAtWork()
    {
        using var team = new ThreadTeam(4);
        int working = 0;

        Assert.Throws<InvalidTimeZoneException>(() => team.Run(Pieces, (piece, _) =>
        {
            Interlocked.Increment(ref working);
            try
            {
                Thread.SpinWait(1000);
                if (piece == 20)
                {
                    throw new InvalidTimeZoneException();
                }
            }
            finally
            {
                Interlocked.Decrement(ref working);
            }
        }));

        Assert.Equal(0, working);
    }

    [Fact]
    public void Run_CallerInterrupted_ComesBackWhenNobodyIsAtWork()
    {
        using var team = new ThreadTeam(4);
        var random = new Random(2);
        var bench = new Bench();
        for (int i = 0; i < 50; i++)
        {
            int left = -1;
            Exception? ended = null;
            var caller = new Thread(() =>
            {
                ended = Record.Exception(() => bench.WorkForever(team));
                left = bench.Helpers;
            });
            caller.Start();
            Thread.Sleep(random.Next(1, 12));
            while (!caller.Join(1))
            {
                caller.Interrupt();
            }

            Assert.IsType<ThreadInterruptedException>(ended);
            Assert.Equal(0, left);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_Cancelled_LeavesTheRestAndNobodyIsAtWork(int threads)
    {
        using var team = new ThreadTeam(threads);
        using var stop = new CancellationTokenSource();
        team.Cancellation = stop.Token;
        int working = 0, begun = 0;

        Assert.Throws<OperationCanceledException>(() => team.Run(Pieces, (_, _) =>
        {
            Interlocked.Increment(ref working);
            if (Interlocked.Increment(ref begun) == 10)
            {
                stop.Cancel();
            }

            Interlocked.Decrement(ref working);
        }));

        Assert.InRange(begun, 10, 10 + threads);
        Assert.Equal(0, working);
        team.Cancellation = CancellationToken.None;
        team.Run(Pieces, (_, _) => Interlocked.Increment(ref working));
        Assert.Equal(Pieces, working);
    }

    /// <summary>Counts the helpers that are at work; the caller, which may be torn out anywhere, does not count.</summary>
    private sealed class Bench
    {
        private int _helpers;

        public int Helpers => Volatile.Read(ref _helpers);

        public void WorkForever(ThreadTeam team)
        {
            while (true)
            {
                team.Run(8, (_, thread) =>
                {
                    if (thread == 0)
                    {
                        return;
                    }

                    Interlocked.Increment(ref _helpers);
                    Thread.Sleep(1);
                    Interlocked.Decrement(ref _helpers);
                });
                Thread.Sleep(0);
            }
        }
    }
}
