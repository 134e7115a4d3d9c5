using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>An experiment ready to train, new or resumed.</summary>
internal sealed record ExperimentState(
    RunFolder Folder, RunRecord Record, HyperParameters Settings, DataSplit Split, Sequential Model, IEngine Engine)
{
    /// <summary>The training to go on with, or <see langword="null"/>.</summary>
    public Checkpoint? Last { get; init; }

    /// <summary>The best epoch's model so far, or <see langword="null"/>.</summary>
    public Sequential? Best { get; init; }
}
