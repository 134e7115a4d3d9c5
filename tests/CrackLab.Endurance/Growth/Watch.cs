using System.Diagnostics;
using System.Globalization;

namespace CrackLab.Endurance.Growth;

/// <summary>Looks at a process while it works, and judges by a straight line whether it grows.</summary>
/// <remarks>
/// The first third is left out: caches fill, code is compiled anew, the collector settles. Managed memory is what is alive after
/// a full collection, so that it shows what is kept and not when the collector last felt like working.
/// </remarks>
/// <param name="what">The work, as the table names it.</param>
/// <param name="unit">What is counted.</param>
/// <param name="process">The process; <see langword="null"/> for this one.</param>
/// <param name="kept">What each unit keeps by its nature.</param>
internal sealed class Watch(string what, string unit, Process? process = null, Kept? kept = null)
{
    private const double Mebibyte = 1 << 20, KibibytesAMebibyte = 1024;
    private const int Shown = 10;

    // A rise over the whole watch that is not taken for growth: so many MiB, or this share, whichever is more.
    private const double FreeMebibytes = 8, FreeShare = 0.05;
    private const int FreeThings = 3;

    // The console's own writer is taken over by cells that run in this process.
    private static readonly TextWriter Out = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<Sample> _samples = [];

    /// <summary>Looks.</summary>
    /// <param name="done">Units of work done so far.</param>
    public void Look(long done)
    {
        double managed = double.NaN;
        if (process is null)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            managed = GC.GetTotalMemory(forceFullCollection: true) / Mebibyte;
        }

        try
        {
            using Process now = Process.GetProcessById(process?.Id ?? Environment.ProcessId);
            _samples.Add(new Sample(_clock.Elapsed.TotalSeconds, done, now.WorkingSet64 / Mebibyte, managed, now.HandleCount, now.Threads.Count));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended just now.
        }
    }

    /// <summary>Writes the table and the verdict.</summary>
    /// <returns>Whether it grows.</returns>
    public bool Tell()
    {
        Out.WriteLine($"### {what}");
        Out.WriteLine();
        Out.WriteLine($"| s | {unit} | resident, MiB | managed, MiB | handles | threads |");
        Out.WriteLine("|---:|---:|---:|---:|---:|---:|");
        for (int row = 0; row < Math.Min(Shown, _samples.Count); row++)
        {
            Sample sample = _samples[(int)Math.Round((double)row * (_samples.Count - 1) / Math.Max(1, Math.Min(Shown, _samples.Count) - 1))];
            Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {sample.Seconds:0} | {sample.Done:#,0} | {sample.Resident:0.0} | {(double.IsNaN(sample.Managed) ? "-" : sample.Managed.ToString("0.00", CultureInfo.InvariantCulture))} | {sample.Handles} | {sample.Threads} |"));
        }

        Sample[] judged = [.. _samples.Skip(_samples.Count / 3)];
        if (judged.Length < 3)
        {
            throw new InvalidOperationException($"{what}: expected at least 5 looks, received {_samples.Count}. Give it more work.");
        }

        bool grows = Judge("resident", judged, sample => sample.Resident - ((kept?.Resident ?? 0) * sample.Done), FreeMebibytes, FreeShare);
        if (process is null) grows |= Judge("managed", judged, sample => sample.Managed - ((kept?.Managed ?? 0) * sample.Done), FreeMebibytes / 4, FreeShare);
        grows |= Judge("handles", judged, sample => sample.Handles, FreeThings, 0);
        grows |= Judge("threads", judged, sample => sample.Threads, FreeThings, 0);
        Out.WriteLine();
        string beyond = kept is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $" beyond the {kept.Managed * KibibytesAMebibyte:0} KiB managed and {kept.Resident * KibibytesAMebibyte:0} KiB resident that each of the {unit} keeps");
        Out.WriteLine($"{what}: {(grows ? "GROWS" : "does not grow")}{beyond}");
        Out.WriteLine();
        return grows;
    }

    private static bool Judge(string name, Sample[] samples, Func<Sample, double> value, double free, double share)
    {
        var trend = Trend.Of([.. samples.Select(sample => (sample.Seconds, value(sample)))]);
        double most = Math.Max(free, share * Math.Abs(trend.First));
        Out.WriteLine();
        Out.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: line from {trend.First:0.00} to {trend.Last:0.00} over {samples[^1].Seconds - samples[0].Seconds:0} s ({trend.Rise:+0.00;-0.00}, spread {trend.Spread:0.00}, {most:0.0} is free)"));
        return trend.Rise > most;
    }
}
