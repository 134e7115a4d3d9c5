using CrackLab.Data.Overlaps;

namespace CrackLab.Tests.Data.Overlaps;

/// <summary>Keeps the threads that told it of progress.</summary>
internal sealed class ThreadRecorder : IProgress<OverlapProgress>
{
    public HashSet<int> Threads { get; } = [];

    public void Report(OverlapProgress value) => Threads.Add(Environment.CurrentManagedThreadId);
}
