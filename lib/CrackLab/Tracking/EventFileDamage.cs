namespace CrackLab.Tracking;

/// <summary>Where and why a piece of an event file was passed over.</summary>
/// <param name="Offset">Byte at which the damaged record begins.</param>
/// <param name="IsCutTail">
/// Whether the file just ends within that record, as it does while it is being written or after a killed run.
/// </param>
/// <param name="Reason">What is wrong, as one clause.</param>
public sealed record EventFileDamage(long Offset, bool IsCutTail, string Reason);
