using CrackLab.Data;
using CrackLab.Engine;
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

    /// <summary>Number of the best epoch, counted from 1; 0 where there is none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>What was trained, chosen and judged on; <see langword="null"/> where only the counts are known.</summary>
    public DataSplit? Split { get; init; }

    /// <summary>The model, for its diagram and table; <see langword="null"/> for none.</summary>
    public Sequential? Model { get; init; }

    /// <summary>For each aim the threshold that the validation part gives, and what it does on the test part.</summary>
    public IReadOnlyList<ReportThreshold> Thresholds { get; init; } = [];

    /// <summary>Some pictures of the data.</summary>
    public IReadOnlyList<ReportPicture> Samples { get; init; } = [];

    /// <summary>The pictures told wrong, the surest mistakes first.</summary>
    public IReadOnlyList<ReportPicture> Mistakes { get; init; } = [];

    /// <summary>Pictures of the confusion matrix's cells.</summary>
    public IReadOnlyList<ReportCell> Cells { get; init; } = [];

    /// <summary>Pictures with what the model looked at.</summary>
    public IReadOnlyList<ReportHeatmap> Heatmaps { get; init; } = [];

    /// <summary>Command lines that do the run again.</summary>
    public IReadOnlyList<string> Repeat { get; init; } = [];
}
