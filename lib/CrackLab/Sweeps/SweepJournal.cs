using System.Text.Json;
using CrackLab.Training;
using Microsoft.Data.Sqlite;

namespace CrackLab.Sweeps;

/// <summary>The one truth about a sweep: its trials, who is at which, and what each epoch and rung came to.</summary>
/// <remarks>
/// An SQLite database with a rollback journal, so that several machines may share it where file locks work across them.
/// Every change is one transaction that holds the write lock from its beginning: what two processes ask for at once, they
/// get one after the other, and a kill at any moment leaves the state before or after. A claim ends with its process where that
/// was on this machine; one from elsewhere is a lease, and ends when this process has seen nobody renew it for a while. The clocks
/// of two machines are never compared but by days, nor is a clock with itself: it may be set back at any moment. Whoever still
/// holds the trial's run folder is alive, whatever else there is to see.
/// </remarks>
/// <param name="path">Path of the database.</param>
/// <param name="halving">How trials climb, or <see langword="null"/>.</param>
/// <param name="rungs">Number of rungs, at least 1.</param>
/// <param name="isHeld">Whether a process is seen to hold a trial's run folder; <see langword="null"/> where that cannot be told.</param>
/// <param name="time">Clock, or <see langword="null"/> for the system's.</param>
internal sealed class SweepJournal(
    string path, SuccessiveHalving? halving, int rungs, Func<int, bool>? isHeld = null, TimeProvider? time = null)
{
    /// <summary>How long a claim stands that nobody renews.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>No two clocks differ by so much: a claim that ended so long ago needs no watching.</summary>
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(1);

    private readonly JournalFile _file = new(path);
    private readonly Dictionary<int, (double Lease, long Seen)> _leases = [];
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    private double Now => _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>Makes the tables and enters trials that are not there; trials that were given up come back, for they may climb among more.</summary>
    /// <param name="settings">Settings of each trial, in order.</param>
    public void Enter(IReadOnlyList<IReadOnlyDictionary<string, string>> settings) => _file.Write(session =>
    {
        long known = session.Number("SELECT COUNT(*) FROM trials");
        for (int number = (int)known + 1; number <= settings.Count; number++)
        {
            session.Do(
                "INSERT INTO trials (number, settings, state, attempt) VALUES ($number, $settings, 'Waiting', 0)",
                ("number", number), ("settings", JsonSerializer.Serialize(settings[number - 1])));
        }

        if (settings.Count > known)
        {
            session.Do("UPDATE trials SET state = 'Waiting' WHERE state = 'Pruned'");
        }

        return 0;
    });

    /// <summary>Takes the next piece of work: a trial cut half-way, else a new one, else one that may climb.</summary>
    /// <param name="worker">Who asks.</param>
    public ClaimAnswer Claim(WorkerIdentity worker) => _file.Write(session =>
    {
        FreeTheDead(session);
        (int Trial, int Rung)? next = Cut(session) ?? New(session) ?? Climbing(session);
        if (next is not { } found)
        {
            bool isOver = session.Number("SELECT COUNT(*) FROM trials WHERE state = 'Running'") == 0;
            if (isOver)
            {
                session.Do("UPDATE trials SET state = 'Pruned' WHERE state = 'Waiting'");
            }

            return new ClaimAnswer(Claim: null, isOver);
        }

        session.Do(
            """
            UPDATE trials SET state = 'Running', open = $rung, attempt = attempt + 1,
            host = $host, process = $process, process_started = $started, task = $task, lease = $lease WHERE number = $number
            """,
            ("rung", found.Rung), ("host", worker.Host), ("process", worker.Process), ("started", worker.Started), ("task", worker.Task),
            ("lease", Now + Lease.TotalSeconds), ("number", found.Trial));
        int attempt = (int)session.Number("SELECT attempt FROM trials WHERE number = $number", ("number", found.Trial));
        return new ClaimAnswer(new TrialClaim(found.Trial, found.Rung, attempt), IsOver: false);
    });

    /// <summary>Renews a claim.</summary>
    /// <returns>Whether the claim still stands.</returns>
    public bool Renew(TrialClaim claim) => _file.Write(session => Renew(session, claim));

    /// <summary>Enters what epochs came to, and renews the claim.</summary>
    /// <returns>Whether the claim still stands; nothing is entered otherwise.</returns>
    public bool Record(TrialClaim claim, WorkerIdentity worker, IEnumerable<EpochResult> epochs) => _file.Write(session =>
    {
        if (!Renew(session, claim))
        {
            return false;
        }

        foreach (EpochResult epoch in epochs)
        {
            session.Do(
                "INSERT OR IGNORE INTO epochs (trial, epoch, result, worker) VALUES ($trial, $epoch, $result, $worker)",
                ("trial", claim.Trial), ("epoch", epoch.Epoch), ("result", JsonSerializer.Serialize(epoch)), ("worker", worker.ToString()));
        }

        return true;
    });

    /// <summary>Ends the rung of a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="score">The best score so far; not a number for a failure.</param>
    /// <param name="state"><see cref="TrialState.Waiting"/> for a pause, or how the trial ended.</param>
    /// <param name="note">Why it failed or stopped early, or <see langword="null"/>.</param>
    /// <returns>Whether the claim still stood; nothing is entered otherwise.</returns>
    public bool End(TrialClaim claim, double score, TrialState state, string? note) => _file.Write(session =>
    {
        if (!Renew(session, claim))
        {
            return false;
        }

        EnterRung(session, claim.Trial, claim.Rung, score);
        session.Do(
            "UPDATE trials SET state = $state, open = NULL, note = $note WHERE number = $number",
            ("state", state.ToString()), ("note", note), ("number", claim.Trial));
        return true;
    });

    /// <summary>Gives a trial back half-way: the next to ask goes on with it.</summary>
    public void Release(TrialClaim claim) => _file.Write(session =>
    {
        session.Do(
            "UPDATE trials SET state = 'Waiting' WHERE number = $number AND attempt = $attempt AND state = 'Running'",
            ("number", claim.Trial), ("attempt", claim.Attempt));
        return 0;
    });

    /// <summary>All trials as they stand.</summary>
    /// <param name="run">Run folder of a trial by its number.</param>
    public IReadOnlyList<SearchTrial> Read(Func<int, string> run) => _file.Write(session =>
    {
        ILookup<int, double> scores = session.Rows("SELECT trial, score FROM rungs ORDER BY trial, rung", row => (Trial: row.GetInt32(0), Score: Score(row, 1)))
            .ToLookup(row => row.Trial, row => row.Score);
        ILookup<int, (EpochResult Result, string Worker)> epochs = session.Rows(
            "SELECT trial, result, worker FROM epochs ORDER BY trial, epoch",
            row => (Trial: row.GetInt32(0), Result: JsonSerializer.Deserialize<EpochResult>(row.GetString(1))!, Worker: row.GetString(2)))
            .ToLookup(row => row.Trial, row => (row.Result, row.Worker));
        return session.Rows("SELECT number, settings, state, note FROM trials ORDER BY number", row =>
        {
            int number = row.GetInt32(0);
            return new SearchTrial(number, JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(1))!, scores[number].LastOrDefault(double.NaN))
            {
                State = Enum.Parse<TrialState>(row.GetString(2)),
                Rungs = [.. scores[number]],
                History = [.. epochs[number].Select(epoch => epoch.Result)],
                Workers = [.. epochs[number].Select(epoch => epoch.Worker).Distinct(StringComparer.Ordinal)],
                Note = row.IsDBNull(3) ? null : row.GetString(3),
                Run = run(number),
            };
        });
    });

    private static (int Trial, int Rung)? Cut(JournalSession session) => session.Rows(
        "SELECT number, open FROM trials WHERE state = 'Waiting' AND open IS NOT NULL ORDER BY open DESC, number LIMIT 1",
        row => (row.GetInt32(0), row.GetInt32(1))) is [var found] ? found : null;

    private static (int Trial, int Rung)? New(JournalSession session) => session.Rows(
        "SELECT number FROM trials WHERE state = 'Waiting' AND number NOT IN (SELECT trial FROM rungs) ORDER BY number LIMIT 1",
        row => (row.GetInt32(0), 0)) is [var found] ? found : null;

    private (int Trial, int Rung)? Climbing(JournalSession session)
    {
        if (halving is null)
        {
            return null;
        }

        while (true)
        {
            (int Trial, int Rung, double Score)[] ended = [.. session.Rows(
                "SELECT trial, rung, score FROM rungs", row => (row.GetInt32(0), row.GetInt32(1), Score(row, 2)))];
            (int Trial, int Rung)[] begun =
            [
                .. ended.Select(item => (item.Trial, item.Rung)),
                .. session.Rows("SELECT number, open FROM trials WHERE open IS NOT NULL", row => (row.GetInt32(0), row.GetInt32(1))),
            ];
            int[] all = [.. Enumerable.Range(0, rungs)];
            (int Trial, int Rung)? next = halving.Promote(
                [.. all.Select(rung => (IReadOnlyList<(int, double)>)[.. ended.Where(item => item.Rung == rung).Select(item => (item.Trial, item.Score))])],
                [.. all.Select(rung => (IReadOnlySet<int>)begun.Where(item => item.Rung == rung).Select(item => item.Trial).ToHashSet())]);
            if (next is not { } found || session.Number("SELECT state = 'Finished' FROM trials WHERE number = $number", ("number", found.Trial)) == 0)
            {
                return next;
            }

            // It stopped early by itself: it stands on the next rung with what it has, and the question is asked anew.
            EnterRung(session, found.Trial, found.Rung, ended.Where(item => item.Trial == found.Trial).MaxBy(item => item.Rung).Score);
        }
    }

    private void FreeTheDead(JournalSession session)
    {
        IReadOnlyList<(int Number, WorkerIdentity Worker, double Lease)> running = session.Rows(
            "SELECT number, host, process, process_started, task, lease FROM trials WHERE state = 'Running'",
            row => (row.GetInt32(0), new WorkerIdentity(row.GetString(1), row.GetInt32(2), row.GetDouble(3), row.GetString(4)), row.GetDouble(5)));
        foreach ((int number, WorkerIdentity worker, double lease) in running)
        {
            if ((worker.IsHere ? worker.IsKnownDead() : IsSilent(number, lease)) && isHeld?.Invoke(number) != true)
            {
                session.Do("UPDATE trials SET state = 'Waiting' WHERE number = $number", ("number", number));
            }
        }
    }

    /// <summary>Whether a claim has not been renewed for as long as a lease lasts, by this process' own reckoning.</summary>
    private bool IsSilent(int number, double lease)
    {
        if (lease < Now - LongAgo.TotalSeconds)
        {
            return true;
        }

        long now = _time.GetTimestamp();
        if (!_leases.TryGetValue(number, out (double Lease, long Seen) last) || last.Lease != lease)
        {
            _leases[number] = last = (lease, now);
        }

        return _time.GetElapsedTime(last.Seen, now) > Lease;
    }

    private bool Renew(JournalSession session, TrialClaim claim) => session.Do(
        "UPDATE trials SET lease = $lease WHERE number = $number AND attempt = $attempt AND state = 'Running'",
        ("lease", Now + Lease.TotalSeconds), ("number", claim.Trial), ("attempt", claim.Attempt)) == 1;

    private static void EnterRung(JournalSession session, int trial, int rung, double score) => session.Do(
        "INSERT INTO rungs (trial, rung, score) VALUES ($trial, $rung, $score)",
        ("trial", trial), ("rung", rung), ("score", double.IsNaN(score) ? null : score));

    private static double Score(SqliteDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);
}
