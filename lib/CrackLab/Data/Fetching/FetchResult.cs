namespace CrackLab.Data.Fetching;

/// <summary>A dataset that is there, whole.</summary>
/// <param name="Folder">Full path of the folder with a subfolder a class.</param>
/// <param name="Classes">Pictures by class, counted.</param>
/// <param name="WasThere">Whether it was complete already, so that nothing was done.</param>
/// <param name="Archive">The archive that it came from; <see langword="null"/> where nothing was unpacked in this run.</param>
public sealed record FetchResult(string Folder, IReadOnlyDictionary<string, int> Classes, bool WasThere, FetchedArchive? Archive);
