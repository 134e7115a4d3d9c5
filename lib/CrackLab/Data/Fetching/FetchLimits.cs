namespace CrackLab.Data.Fetching;

/// <summary>Bounds that no honest archive reaches.</summary>
internal static class FetchLimits
{
    /// <summary>Most bytes of an archive, and of all that one unpacks to.</summary>
    public const long MostBytes = 4L << 30;

    /// <summary>Most redirects from an address to the file.</summary>
    public const int MostRedirects = 10;
}
