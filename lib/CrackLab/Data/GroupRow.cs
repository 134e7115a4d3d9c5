namespace CrackLab.Data;

/// <summary>What a group table says about one file.</summary>
/// <param name="PhotoGroup">Name shared by all crops of one photograph.</param>
/// <param name="TwinGroup">Name shared by the copies of one crop (re-encoded, mirrored, turned), or <see langword="null"/>.</param>
public sealed record GroupRow(string PhotoGroup, string? TwinGroup);
