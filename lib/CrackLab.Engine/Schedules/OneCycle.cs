namespace CrackLab.Engine.Schedules;

/// <summary>Up to the base rate and down again, both along half a cosine.</summary>
/// <remarks>torch.optim.lr_scheduler.OneCycleLR; https://arxiv.org/abs/1708.07120. The base rate is the peak.</remarks>
public sealed record OneCycle : Schedule
{
    /// <summary>Part of all steps spent rising, 0..1.</summary>
    public double RisingPart { get; init; } = 0.3;

    /// <summary>The first rate is the peak divided by this.</summary>
    public double StartDivisor { get; init; } = 25;

    /// <summary>The last rate is the first one divided by this.</summary>
    public double FinalDivisor { get; init; } = 1e4;

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps)
    {
        double start = 1 / StartDivisor;
        double peak = Math.Max((RisingPart * totalSteps) - 1, 0);
        return step <= peak
            ? Cosine(start, 1, peak == 0 ? 1 : step / peak)
            : Cosine(1, start / FinalDivisor, (step - peak) / Math.Max(totalSteps - 1 - peak, 1));
    }
}
