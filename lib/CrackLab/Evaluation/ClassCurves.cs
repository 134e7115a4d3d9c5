namespace CrackLab.Evaluation;

/// <summary>The curves of one class against the rest.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Roc">Its ROC curve.</param>
/// <param name="PrecisionRecall">Its precision-recall curve.</param>
public sealed record ClassCurves(string Name, RocCurve Roc, PrecisionRecallCurve PrecisionRecall);
