namespace CrackLab.Experiments;

/// <summary>Which learning-rate schedule an experiment uses.</summary>
public enum ScheduleKind
{
    /// <summary><see cref="Engine.Schedules.ConstantSchedule"/>.</summary>
    Constant,

    /// <summary><see cref="Engine.Schedules.CosineDecay"/>.</summary>
    Cosine,

    /// <summary><see cref="Engine.Schedules.OneCycle"/>.</summary>
    OneCycle,
}
