using System.Diagnostics;

namespace CrackLab.Fuzzing.Running;

/// <summary>Tries many inputs on one target, several at a time.</summary>
/// <param name="create">Makes a target; called once a worker.</param>
/// <param name="options">What to run.</param>
/// <param name="standing">Is told where the workers stand, or <see langword="null"/>.</param>
internal sealed class FuzzRun(Func<FuzzTarget> create, FuzzOptions options, Standing? standing = null)
{
    /// <summary>Files nested as deep as parsers allow must not need more than an ordinary thread has.</summary>
    private const int Stack = 1 << 20;

    private readonly Lock _gate = new();
    private readonly FuzzReport _report = new();
    private readonly Stopwatch _watch = new();

    /// <summary>Runs to the end.</summary>
    public FuzzReport Run()
    {
        _watch.Start();
        Thread[] workers = [.. Enumerable.Range(0, options.Threads).Select(worker => new Thread(() => Work(worker), Stack) { IsBackground = true })];
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) worker.Join();
        return _report;
    }

    private void Work(int worker)
    {
        using FuzzTarget target = create();
        var report = new FuzzReport();
        long end = options.From + options.Inputs;
        for (long number = options.From + worker; number < end && !IsLate(); number += options.Threads)
        {
            standing?.Enter(worker, number);
            (byte[] input, ulong random) = InputMaker.Make(target, options.Seed, number);
            Verdict verdict = Judge.Of(target, input, random);
            if (report.Add(verdict, number) && options.Findings is { } folder)
            {
                lock (_gate) Finding.Save(folder, target.Name, input, verdict.Defect!, $"seed {options.Seed}, number {number}");
            }
        }

        standing?.Leave(worker);
        lock (_gate) _report.Add(report);
    }

    private bool IsLate() => options.Time > 0 && _watch.Elapsed.TotalSeconds > options.Time;
}
