namespace CrackLab.Data;

/// <summary>One labelled picture.</summary>
/// <param name="Path">Path relative to the dataset folder, with '/'.</param>
/// <param name="Label">Index of its class.</param>
/// <param name="Sha256">SHA-256 of the file's bytes in lower-case hexadecimal.</param>
/// <param name="Group">
/// Name of the files that belong together with it: the path of the first of them. Byte-identical copies always do;
/// with a <see cref="GroupTable"/> also crops of one photograph.
/// </param>
public sealed record Sample(string Path, int Label, string Sha256, string Group);
