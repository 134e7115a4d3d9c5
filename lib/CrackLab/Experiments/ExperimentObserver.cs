using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>Who is told how an experiment goes. Everything may be left out.</summary>
public sealed record ExperimentObserver
{
    /// <summary>Told after each inspected file.</summary>
    public IProgress<InspectProgress>? Inspection { get; init; }

    /// <summary>Told after each picture searched for copies and overlaps.</summary>
    public IProgress<OverlapProgress>? Overlaps { get; init; }

    /// <summary>Told after each image decoded to training size.</summary>
    public IProgress<CacheProgress>? Decoding { get; init; }

    /// <summary>Called while training.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Told what a person should know: files left out, where the run lies.</summary>
    public Action<string>? Note { get; init; }
}
