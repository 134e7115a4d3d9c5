namespace CrackLab.Data;

/// <summary>One file of an image folder, not yet looked into.</summary>
/// <param name="Path">Path relative to the folder, with '/'.</param>
/// <param name="Label">Index of its class.</param>
public sealed record ImageFile(string Path, int Label);
