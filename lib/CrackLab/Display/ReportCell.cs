namespace CrackLab.Display;

/// <summary>Pictures of one cell of the confusion matrix.</summary>
/// <param name="Actual">Index of the actual class.</param>
/// <param name="Predicted">Index of the predicted class.</param>
/// <param name="Pictures">Some of its pictures, those the model was surest of first.</param>
public sealed record ReportCell(int Actual, int Predicted, IReadOnlyList<ReportPicture> Pictures);
