namespace CrackLab.Sweeps;

/// <summary>What the journal says to a process that asks for work.</summary>
/// <param name="Claim">The work, or <see langword="null"/> where there is none now.</param>
/// <param name="IsOver">Whether there will be none any more.</param>
internal sealed record ClaimAnswer(TrialClaim? Claim, bool IsOver);
