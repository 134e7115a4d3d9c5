using CrackLab.Data;

namespace CrackLab.Experiments;

/// <summary>What an experiment trains on, read and checked.</summary>
/// <param name="Set">The pictures with their groups and labels.</param>
/// <param name="Labels">The table that corrected labels, or <see langword="null"/>.</param>
/// <param name="Split">The split that was given, or <see langword="null"/> to draw one.</param>
/// <param name="Groups">The table that gave the groups, or <see langword="null"/> where they were found or not asked for.</param>
internal sealed record ExperimentData(ImageSet Set, LabelTable? Labels, GroupTable? Groups, SplitTable? Split = null);
