namespace CrackLab.Fuzzing.Running;

/// <summary>What came of one input.</summary>
/// <param name="Reason">Why it was refused, or <see langword="null"/>.</param>
/// <param name="Defect">What is wrong, or <see langword="null"/>.</param>
/// <param name="Time">How long reading took.</param>
/// <param name="Memory">Bytes that reading allocated, as a part of the bound.</param>
internal sealed record Verdict(string? Reason, Defect? Defect, TimeSpan Time, double Memory);
