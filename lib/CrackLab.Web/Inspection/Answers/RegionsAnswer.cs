using CrackLab.Mapping;

namespace CrackLab.Web.Inspection.Answers;

/// <summary>The regions of a map at one sensitivity.</summary>
/// <param name="Sensitivity">0..1.</param>
/// <param name="Level">Log-odds from which on a cell counts.</param>
/// <param name="Count">Regions there are.</param>
/// <param name="Regions">The largest of them, as heatmap --json describes them.</param>
internal sealed record RegionsAnswer(double Sensitivity, double Level, int Count, IReadOnlyList<object> Regions)
{
    /// <summary>Most regions that are described.</summary>
    public const int MostRegions = 1000;

    /// <summary>The answer for a map.</summary>
    public static RegionsAnswer Of(PhotoMap map, double sensitivity, HeatmapQuery query)
    {
        RegionOptions options = new()
        {
            Sensitivity = sensitivity,
            MinimumArea = query.MinimumArea,
            MillimetresPerPixel = query.MillimetresPerPixel,
        };
        IReadOnlyList<CrackRegion> regions = map.Regions(options);
        return new RegionsAnswer(
            sensitivity,
            options.LevelFor(map.Threshold),
            regions.Count,
            [.. regions.Take(MostRegions).Select(region => MapJson.Describe(region, withOutlines: true))]);
    }
}
