using CrackLab.Engine.Schedules;

namespace CrackLab.Experiments;

/// <summary>Grows by the same factor at each step.</summary>
/// <param name="From">Factor at the first step.</param>
/// <param name="To">Factor at the last one.</param>
/// <param name="Steps">Steps, at least 2.</param>
internal sealed record ExponentialGrowth(double From, double To, int Steps) : Schedule
{
    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps) => From * Math.Pow(To / From, (double)step / (Steps - 1));
}
