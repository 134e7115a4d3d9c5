namespace CrackLab.Data.Fetching;

/// <summary>An archive as it was fetched or named.</summary>
/// <param name="Source">Its address, or its file name where it was named.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256 as 64 lower-case hexadecimal digits.</param>
public sealed record FetchedArchive(string Source, long Bytes, string Sha256);
