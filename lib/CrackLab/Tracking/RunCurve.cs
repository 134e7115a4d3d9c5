namespace CrackLab.Tracking;

/// <summary>One curve of one run.</summary>
/// <param name="Run">Name of the run: its folder, such as "train".</param>
/// <param name="Tag">Name of the curve, such as "epoch_loss".</param>
/// <param name="Points">Steps and values, by rising step.</param>
public sealed record RunCurve(string Run, string Tag, IReadOnlyList<ScalarEvent> Points);
