namespace CrackLab.Cli.Terminal;

/// <summary>Small matters of English.</summary>
internal static class Words
{
    /// <summary>Gives "1 file", "2 files".</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">Of what; takes an s.</param>
    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
