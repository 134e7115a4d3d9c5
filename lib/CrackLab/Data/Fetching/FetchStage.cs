namespace CrackLab.Data.Fetching;

/// <summary>What a fetch is doing.</summary>
public enum FetchStage
{
    /// <summary>Receiving the archive; counted in bytes.</summary>
    Downloading,

    /// <summary>Computing the archive's digest; counted in bytes.</summary>
    Checking,

    /// <summary>Unpacking pictures; counted in pictures.</summary>
    Unpacking,
}
