namespace CrackLab.Sweeps;

/// <summary>A trial that a process has taken, up to a rung.</summary>
/// <param name="Trial">Number of the trial.</param>
/// <param name="Rung">The rung to end, 0 for the lowest.</param>
/// <param name="Attempt">How often the trial has been taken so far: a number that no other claim on it has.</param>
internal sealed record TrialClaim(int Trial, int Rung, int Attempt);
