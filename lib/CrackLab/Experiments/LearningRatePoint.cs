namespace CrackLab.Experiments;

/// <summary>One batch of a <see cref="LearningRateFinder"/>.</summary>
/// <param name="Rate">Its learning rate.</param>
/// <param name="Loss">Its mean loss.</param>
/// <param name="Smoothed">The smoothed loss up to it.</param>
public sealed record LearningRatePoint(double Rate, double Loss, double Smoothed);
