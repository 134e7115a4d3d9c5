namespace CrackLab.Data.Fetching;

/// <summary>The text that is kept beside the data: what it is, whose it is, and on what terms.</summary>
internal static class LicenceNote
{
    /// <summary>Its name.</summary>
    public const string FileName = "LICENSE.txt";

    /// <summary>The text.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="archive">What it was unpacked from.</param>
    public static string Of(PublicDataset dataset, FetchedArchive archive) =>
        $"""
        {dataset.Name}

        Cite it as
            {dataset.Citation}
            {dataset.Page}

        Licence: {dataset.Licence}, {dataset.LicenceAddress}
        You may use, share and change it if you name the author, link the licence and say what you changed.

        Unpacked from {archive.Source}
        {archive.Bytes} bytes, SHA-256 {archive.Sha256}
        The files are as published.

        """.ReplaceLineEndings("\n");
}
