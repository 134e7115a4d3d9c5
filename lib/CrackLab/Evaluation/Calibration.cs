using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>A decision threshold fitted on a few labelled images of a new site.</summary>
/// <param name="Fitted">The images that it was fitted on; none of them, nor of their groups, was judged.</param>
/// <param name="Seed">What chose them.</param>
/// <param name="Threshold">The threshold of highest F1 on them, 0..1.</param>
/// <param name="LeftOut">Images that were neither fitted nor judged on, being copies or other crops of fitted ones.</param>
/// <param name="Uncalibrated">The figures at the model's own threshold, on the same judged images.</param>
public sealed record Calibration(ImageSet Fitted, int Seed, double Threshold, int LeftOut, EvaluationResult Uncalibrated);
