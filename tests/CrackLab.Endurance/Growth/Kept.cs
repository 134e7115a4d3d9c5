namespace CrackLab.Endurance.Growth;

/// <summary>What each unit of a work keeps by its nature, so that it is no leak.</summary>
/// <param name="Managed">Managed memory in MiB.</param>
/// <param name="Resident">Resident memory in MiB, the managed among it.</param>
internal sealed record Kept(double Managed, double Resident);
