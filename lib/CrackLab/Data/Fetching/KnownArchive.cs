namespace CrackLab.Data.Fetching;

/// <summary>What is known of an archive before it is fetched.</summary>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 as 64 hexadecimal digits.</param>
public sealed record KnownArchive(long Bytes, string Sha256);
