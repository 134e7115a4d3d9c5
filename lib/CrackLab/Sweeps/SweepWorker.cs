using System.Collections.Concurrent;
using CrackLab.Data;
using CrackLab.Engine.Serialization;

namespace CrackLab.Sweeps;

/// <summary>One process at work on a sweep: takes trials until none are left.</summary>
/// <param name="folder">The sweep.</param>
/// <param name="options">How much of the machine it may use.</param>
/// <param name="observer">Who is told.</param>
internal sealed class SweepWorker(SweepFolder folder, SweepOptions options, SweepObserver observer)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<TrialClaim, bool> _claims = new();
    private readonly Lock _page = new();

    /// <summary>Works until nothing is left, or until cancelled.</summary>
    public SearchResult Run(CancellationToken cancellationToken)
    {
        int threads = options.Threads ?? Environment.ProcessorCount;
        if (options.Parallel < 1 || options.Parallel > threads)
        {
            throw new ArgumentException(
                $"Sweep: expected from 1 to {threads} trials at a time, for there are so many threads, received {options.Parallel}. Give fewer, or more threads.");
        }

        return Apart.Run(stopping => Run(threads / options.Parallel, stopping), cancellationToken);
    }

    private SearchResult Run(int threads, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var heart = new Timer(_ => Beat(), state: null, SweepJournal.Lease / 4, SweepJournal.Lease / 4);
        var loops = new Task[options.Parallel];
        for (int i = 0; i < loops.Length; i++)
        {
            loops[i] = Task.Factory.StartNew(() => Loop(threads, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        Task.WhenAll(loops).GetAwaiter().GetResult();
        return WritePage();
    }

    private void Loop(int threads, CancellationTokenSource stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                ClaimAnswer answer = folder.Journal.Claim(WorkerIdentity.Current);
                if (answer.Claim is { } claim)
                {
                    Work(claim, threads, stop.Token);
                }
                else if (answer.IsOver)
                {
                    return;
                }
                else
                {
                    // Others are at work: what they find, or leave when they die, is for whoever asks then.
                    stop.Token.WaitHandle.WaitOne(Glance);
                }
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    private void Work(TrialClaim claim, int threads, CancellationToken stopping)
    {
        _claims[claim] = true;
        try
        {
            folder.Fence(claim);
            new TrialTraining(folder, claim, options.Command, observer.Batch).Run(threads, stopping);
        }
        catch (FolderHeldException)
        {
            // A process that the journal has given up is still at it, such as one that slept: its end frees the folder.
            stopping.WaitHandle.WaitOne(Pause);
            return;
        }
        finally
        {
            _claims.TryRemove(claim, out _);
            folder.Journal.Release(claim);
        }

        if (!stopping.IsCancellationRequested)
        {
            observer.Trial?.Invoke(WritePage().Trials[claim.Trial - 1]);
        }
    }

    private SearchResult WritePage()
    {
        lock (_page)
        {
            SearchResult result = folder.Result();
            AtomicFile.WriteAllText(folder.PageFile, SweepPage.Render(result, folder.Spec));
            return result;
        }
    }

    private void Beat()
    {
        try
        {
            foreach (TrialClaim claim in _claims.Keys)
            {
                folder.Journal.Renew(claim);
            }
        }
        catch (IOException)
        {
            // The next beat comes before the lease ends; a journal that stays away shows itself at the end of an epoch.
        }
    }
}
