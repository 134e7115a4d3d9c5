using CrackLab.Data;
using CrackLab.Evaluation;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>What an experiment came to.</summary>
public sealed record ExperimentResult
{
    /// <summary>Where everything is written.</summary>
    public required RunFolder Folder { get; init; }

    /// <summary>What was trained, chosen and judged on.</summary>
    public required DataSplit Split { get; init; }

    /// <summary>The training.</summary>
    public required TrainingResult Training { get; init; }

    /// <summary>The figures on the test part; <see langword="null"/> where training was interrupted or there is no test part.</summary>
    public required EvaluationResult? Evaluation { get; init; }
}
