namespace CrackLab.Data;

/// <summary>How large the healthy pictures are, in pixels.</summary>
/// <param name="MinWidth">Least width.</param>
/// <param name="MedianWidth">Middle width (the lower of two).</param>
/// <param name="MaxWidth">Greatest width.</param>
/// <param name="MinHeight">Least height.</param>
/// <param name="MedianHeight">Middle height (the lower of two).</param>
/// <param name="MaxHeight">Greatest height.</param>
/// <param name="Distinct">How many different pairs of width and height there are.</param>
public sealed record SizeSummary(
    int MinWidth, int MedianWidth, int MaxWidth, int MinHeight, int MedianHeight, int MaxHeight, int Distinct)
{
    /// <summary>Summarises the decoded files, or gives <see langword="null"/> where there are none.</summary>
    internal static SizeSummary? Of(IEnumerable<FileFinding> files)
    {
        FileFinding[] sized = [.. files.Where(file => file.IsHealthy)];
        if (sized.Length == 0)
        {
            return null;
        }

        int[] widths = [.. sized.Select(file => file.Width!.Value).Order()];
        int[] heights = [.. sized.Select(file => file.Height!.Value).Order()];
        int middle = (sized.Length - 1) / 2;
        return new SizeSummary(
            widths[0], widths[middle], widths[^1], heights[0], heights[middle], heights[^1],
            sized.Select(file => (file.Width, file.Height)).Distinct().Count());
    }
}
