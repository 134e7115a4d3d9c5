namespace CrackLab.Data;

/// <summary>Which part of a split a picture belongs to.</summary>
/// <param name="Path">Path relative to the dataset folder, with '/'.</param>
/// <param name="Label">Name of its class.</param>
/// <param name="Group">Name of what it must stay together with; empty for its copies alone.</param>
/// <param name="Subset">Number of the part: train, validation, test.</param>
internal sealed record SplitRow(string Path, string Label, string Group, int Subset);
