using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Training;

namespace CrackLab.Sweeps;

/// <summary>Who is told how a sweep goes. Everything may be left out; trials that run at a time tell from threads of their own.</summary>
public sealed record SweepObserver
{
    /// <summary>Told after each inspected file.</summary>
    public IProgress<InspectProgress>? Inspection { get; init; }

    /// <summary>Told after each picture searched for copies and overlaps.</summary>
    public IProgress<OverlapProgress>? Overlaps { get; init; }

    /// <summary>Told after each image decoded to training size.</summary>
    public IProgress<CacheProgress>? Decoding { get; init; }

    /// <summary>Told what a person should know: files left out, parts of the split.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Told after each batch of a trial.</summary>
    public Action<int, BatchResult>? Batch { get; init; }

    /// <summary>Told when a trial of this process has ended a rung, failed, or is all done.</summary>
    public Action<SearchTrial>? Trial { get; init; }
}
