namespace CrackLab.Engine.Schedules;

/// <summary>How the learning rate changes from step to step, as a factor on the optimizer's base rate.</summary>
public abstract record Schedule
{
    /// <summary>The factor for a step.</summary>
    /// <param name="step">Steps done, counted from 0.</param>
    /// <param name="totalSteps">Steps that the whole training takes, at least 1.</param>
    public abstract double Factor(long step, long totalSteps);

    /// <summary>Half a cosine from one value to another.</summary>
    private protected static double Cosine(double from, double to, double progress) =>
        to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * Math.Clamp(progress, 0, 1))));
}
