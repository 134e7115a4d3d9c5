namespace CrackLab.Endurance.Growth;

/// <summary>What a process holds at a moment.</summary>
/// <param name="Seconds">Since the work began.</param>
/// <param name="Done">Units of work done by then.</param>
/// <param name="Resident">Resident memory in MiB.</param>
/// <param name="Managed">Managed objects that are alive, in MiB; NaN for another process.</param>
/// <param name="Handles">Open files and the like.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Sample(double Seconds, long Done, double Resident, double Managed, int Handles, int Threads);
