namespace CrackLab.Data.Fetching;

/// <summary>The datasets that can be fetched.</summary>
public static class PublicDatasets
{
    /// <summary>Concrete Crack Images for Classification: 40,000 crops of 227 x 227 pixels.</summary>
    /// <remarks>
    /// Mendeley packs the zip when it is asked for, so no digest of it is known; that of the RAR inside is. The last
    /// address gives the RAR itself.
    /// </remarks>
    public static PublicDataset ConcreteCracks { get; } = new()
    {
        Name = "Concrete Crack Images for Classification",
        Citation = "Özgenel, Çağlar Fırat (2019), \"Concrete Crack Images for Classification\", Mendeley Data, V2, doi: 10.17632/5y9wdsg2zt.2",
        Page = new Uri("https://doi.org/10.17632/5y9wdsg2zt.2"),
        Licence = "CC BY 4.0",
        LicenceAddress = new Uri("https://creativecommons.org/licenses/by/4.0/"),
        Addresses =
        [
            new Uri("https://data.mendeley.com/public-api/zip/5y9wdsg2zt/download/2"),
            new Uri("https://prod-dcd-datasets-cache-zipfiles.s3.eu-west-1.amazonaws.com/5y9wdsg2zt-2.zip"),
            new Uri("https://md-datasets-cache-zipfiles-prod.s3.eu-west-1.amazonaws.com/5y9wdsg2zt-2.zip"),
            new Uri("https://data.mendeley.com/public-files/datasets/5y9wdsg2zt/files/8a70d8a5-bce9-4291-bab9-b48cfb3e87c3/file_downloaded"),
        ],
        Classes = new Dictionary<string, int>(StringComparer.Ordinal) { ["Negative"] = 20_000, ["Positive"] = 20_000 },
        Rar = new KnownArchive(241_363_336, "08d7dc505a4f5a0330cee2fa2a1ae4b5b4f98bcffd0549b774caf7959bb1f02f"),
    };
}
