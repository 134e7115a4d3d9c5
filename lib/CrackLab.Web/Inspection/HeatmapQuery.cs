using System.Globalization;
using CrackLab.Mapping;
using Microsoft.AspNetCore.Http;

namespace CrackLab.Web.Inspection;

/// <summary>What a request asks of a map, by its query.</summary>
/// <param name="Sensitivities">A list of regions is wanted for each of these, 0..1.</param>
/// <param name="MinimumArea">Least area of a region in pixels.</param>
/// <param name="MillimetresPerPixel">Size of a pixel on the wall, or <see langword="null"/>.</param>
/// <param name="Window">Side in pixels of the square that the model sees as one picture; <see langword="null"/> for the server's own.</param>
internal sealed record HeatmapQuery(IReadOnlyList<double> Sensitivities, double MinimumArea, double? MillimetresPerPixel, int? Window)
{
    private const int MostSteps = 101;
    private const double MostArea = 1e12, LeastScale = 1e-6, MostScale = 1e6;

    /// <summary>Reads a query.</summary>
    /// <param name="query">The query.</param>
    /// <exception cref="RequestFault">A value is missing, out of its range, given twice or not known.</exception>
    public static HeatmapQuery Parse(IQueryCollection query)
    {
        RequireKnown(query, "name", "sensitivity", "steps", "minArea", "mmPerPixel", "window");
        double? sensitivity = Number(query, "sensitivity", 0, 1);
        int? steps = Whole(query, "steps", 2, MostSteps);
        if (sensitivity is not null && steps is not null)
            throw Wrong("steps", "no sensitivity beside it", "both", "Leave one out");
        return new HeatmapQuery(
            steps is { } count ? [.. Enumerable.Range(0, count).Select(i => (double)i / (count - 1))] : [sensitivity ?? new RegionOptions().Sensitivity],
            Number(query, "minArea", 0, MostArea) ?? 0,
            Number(query, "mmPerPixel", LeastScale, MostScale),
            Whole(query, "window", PhotoMapOptions.LeastWindow, PhotoMapOptions.MostWindow));
    }

    /// <summary>Refuses a query with other values than these.</summary>
    /// <param name="query">The query.</param>
    /// <param name="names">Names of the values that are known.</param>
    /// <exception cref="RequestFault">A value is not known.</exception>
    public static void RequireKnown(IQueryCollection query, params string[] names)
    {
        if (query.Keys.FirstOrDefault(key => !names.Contains(key, StringComparer.Ordinal)) is { } unknown)
            throw Wrong("Query", string.Join(", ", names), $"'{unknown}'", "Check the spelling");
    }

    /// <summary>A text of the query, or <see langword="null"/>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="RequestFault">It is given twice.</exception>
    public static string? Text(IQueryCollection query, string name) => query[name] switch
    {
        [] => null,
        [var text] => text,
        var several => throw Wrong(name, "one value", $"{several.Count}", "Leave the others out"),
    };

    private static double? Number(IQueryCollection query, string name, double least, double most) => Text(query, name) is not { } text
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
        ? value
        : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), $"'{text}'", "Use a point for decimals");

    private static int? Whole(IQueryCollection query, string name, int least, int most) => Text(query, name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
        ? value
        : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), $"'{text}'", "Leave it out for the usual");

    private static RequestFault Wrong(string name, string expected, string received, string mend) =>
        new(StatusCodes.Status400BadRequest, $"{name}: expected {expected}, received {OneLine.Of(received)}. {mend}.");
}
