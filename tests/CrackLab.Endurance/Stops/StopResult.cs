namespace CrackLab.Endurance.Stops;

/// <summary>How one command ended.</summary>
/// <param name="Moment">When it was stopped, in seconds after it had begun.</param>
/// <param name="Signal">Name of the signal.</param>
/// <param name="Seconds">From the signal to the end of the process; <see langword="null"/> where it had ended before.</param>
/// <param name="ProcessorSeconds">What it took of processors in that time: what the seconds are on a machine without others.</param>
/// <param name="Fault">What is wrong with how it ended, or <see langword="null"/>.</param>
/// <param name="Where">Where the work was when it gave up, as far as it says.</param>
internal sealed record StopResult(double Moment, string Signal, double? Seconds, double ProcessorSeconds, string? Fault, string Where);
