namespace CrackLab.Tracking;

/// <summary>The table that said which picture belongs to which part.</summary>
/// <param name="File">The file that it was read from.</param>
/// <param name="Sha256">SHA-256 of that file in lower-case hexadecimal.</param>
/// <param name="Listed">Images that it names.</param>
public sealed record SplitRecord(string File, string Sha256, int Listed);
