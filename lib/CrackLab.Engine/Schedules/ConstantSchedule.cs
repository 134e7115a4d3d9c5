namespace CrackLab.Engine.Schedules;

/// <summary>The base rate throughout.</summary>
public sealed record ConstantSchedule : Schedule
{
    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps) => 1;
}
