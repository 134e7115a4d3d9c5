namespace CrackLab.Engine.Schedules;

/// <summary>A straight rise, then half a cosine down to nearly nothing.</summary>
/// <remarks>keras.optimizers.schedules.CosineDecay; https://arxiv.org/abs/1608.03983.</remarks>
public sealed record CosineDecay : Schedule
{
    /// <summary>Part of all steps spent rising from 0, 0..1.</summary>
    public double WarmUp { get; init; }

    /// <summary>Factor at the end.</summary>
    public double Final { get; init; }

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps)
    {
        double rise = WarmUp * totalSteps;
        return step < rise
            ? (step + 1) / (rise + 1)
            : Cosine(1, Final, (step - rise) / Math.Max(totalSteps - rise, 1));
    }
}
