using CrackLab.Evaluation;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Display;

/// <summary>Everything that a report tells.</summary>
public sealed record ReportData
{
    /// <summary>Title of the report.</summary>
    public required string Title { get; init; }

    /// <summary>The run: settings, data, machine, times.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>Figures on the test part.</summary>
    public required EvaluationResult Result { get; init; }

    /// <summary>The epochs, oldest first; empty where nothing was trained.</summary>
    public IReadOnlyList<EpochResult> History { get; init; } = [];

    /// <summary>The model as text in fixed columns, as its Summary() prints it.</summary>
    public string ModelSummary { get; init; } = string.Empty;

    /// <summary>Some pictures of the data.</summary>
    public IReadOnlyList<ReportPicture> Samples { get; init; } = [];

    /// <summary>The pictures told wrong, the surest mistakes first.</summary>
    public IReadOnlyList<ReportPicture> Mistakes { get; init; } = [];

    /// <summary>Command lines that do the run again.</summary>
    public IReadOnlyList<string> Repeat { get; init; } = [];
}
