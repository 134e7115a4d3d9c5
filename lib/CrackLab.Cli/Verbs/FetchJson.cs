using CrackLab.Data.Fetching;

namespace CrackLab.Cli.Verbs;

/// <summary>What data fetch --json writes; its names are a contract.</summary>
/// <param name="Path">Full path of the folder.</param>
/// <param name="WasThere">Whether it was complete already.</param>
/// <param name="Classes">Pictures by class.</param>
/// <param name="Archive">Source, bytes and SHA-256 of what was unpacked; null where nothing was.</param>
/// <param name="Name">Title of the dataset.</param>
/// <param name="Citation">How to cite it.</param>
/// <param name="Page">Its page.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="LicenceAddress">Where the licence's text is.</param>
internal sealed record FetchJson(
    string Path,
    bool WasThere,
    IReadOnlyDictionary<string, int> Classes,
    FetchedArchive? Archive,
    string Name,
    string Citation,
    Uri Page,
    string Licence,
    Uri LicenceAddress)
{
    public static FetchJson Of(PublicDataset dataset, FetchResult result) => new(
        result.Folder, result.WasThere, result.Classes, result.Archive,
        dataset.Name, dataset.Citation, dataset.Page, dataset.Licence, dataset.LicenceAddress);
}
