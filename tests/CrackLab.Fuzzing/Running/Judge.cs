using System.Diagnostics;
using Shared;

namespace CrackLab.Fuzzing.Running;

/// <summary>Runs a target on one input and says whether that went as it should.</summary>
internal static class Judge
{
    /// <summary>A small file must be read or refused within this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private const int CompareOneIn = 8;

    /// <summary>What takes longer is timed again by the thread's own time: others work on this machine too.</summary>
    private static readonly TimeSpan Suspicious = TimeSpan.FromMilliseconds(100);

    /// <summary>Judges one input.</summary>
    /// <param name="target">What reads it.</param>
    /// <param name="input">The input.</param>
    /// <param name="random">Where the target's own choices begin.</param>
    public static Verdict Of(FuzzTarget target, byte[] input, ulong random)
    {
        (Exception? error, TimeSpan time, long bytes) = Measure(target, input, random);
        long bound = target.AllocationBound(input);
        double memory = (double)bytes / bound;
        if (error is not null && !target.IsRefusal(error))
        {
            return new(null, Defect.Of(error), time, memory);
        }

        if (time > Suspicious) time = ThreadTime.Of(() => Measure(target, input, random));
        Defect? defect =
            error is not null && target.Complaint(error, input) is { } complaint ? new Defect(DefectKind.Refusal, Reasons.Kind(complaint), $"{complaint}: {error}")
            : time > Longest ? new Defect(DefectKind.Slow, $"slow: {Kind(error)}", $"{time.TotalSeconds:0.00} s for {input.Length} bytes: {error}")
            : bytes > bound ? new Defect(DefectKind.Memory, $"memory: {Kind(error)}", $"{bytes} bytes where {bound} are allowed, for {input.Length} bytes: {error}")
            : error is null && random % CompareOneIn == 0 ? Compare(target, input, random)
            : null;
        return new(error?.Message, defect, time, memory);
    }

    private static string Kind(Exception? error) => error is null ? "accepted" : Reasons.Kind(error.Message);

    private static (Exception? Error, TimeSpan Time, long Bytes) Measure(FuzzTarget target, byte[] input, ulong random)
    {
        var choices = new FuzzRandom(random);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        Exception? error = null;
        try
        {
            target.Run(input, choices);
        }
        catch (Exception thrown)
        {
            error = thrown;
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return (error, time, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Defect? Compare(FuzzTarget target, byte[] input, ulong random)
    {
        try
        {
            target.Compare(input, new FuzzRandom(random));
            return null;
        }
        catch (Exception error)
        {
            return Defect.Of(error);
        }
    }
}
