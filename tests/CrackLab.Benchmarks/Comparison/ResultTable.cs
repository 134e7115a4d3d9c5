using System.Globalization;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>The results as a table in Markdown.</summary>
internal static class ResultTable
{
    public const string Head =
        """
        | work | unit | ours | peer | ratio | target | ratio of best repeats |
        |---|---|---:|---:|---:|---:|---:|
        """;

    /// <summary>A measured line.</summary>
    public static string Line(Result result)
    {
        string peer = result.Peer is { } figure ? $"{Figure(figure)} ({result.PeerLabel})" : result.PeerLabel;
        string ratio = result.Ratio is { } quotient ? Ratio(quotient) : "–";
        string target = result.Target is { } wanted ? $"{(result.LessIsBetter ? "≤" : "≥")} {wanted.ToString("F1", CultureInfo.InvariantCulture)}" : "–";
        string best = result.BestRatio is { } bestRatio ? Ratio(bestRatio) : "–";
        return $"| {result.Title} | {result.Unit} | {Figure(result.Ours)} | {peer} | {ratio} | {target} | {best} |";
    }

    /// <summary>A line that could not be measured.</summary>
    public static string Failure(string title, string reason) => $"| {title} | **FAILED** | {reason} | | | | |";

    private static string Figure(double value) => value.ToString(value < 100 ? "F1" : "N0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
