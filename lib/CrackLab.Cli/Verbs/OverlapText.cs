using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Data.Overlaps;

namespace CrackLab.Cli.Verbs;

/// <summary>Writes for people which pictures are copies, and which are cut from one photograph.</summary>
internal static class OverlapText
{
    private const int MostGroups = 5;

    public static void Write(OverlapReport report, CommandOutput output)
    {
        output.WriteLine();
        output.WriteLine($"Overlaps: {report}.");
        Photograph[] largest = [.. report.Photographs.Where(photo => photo.Crops.Count > 1)
            .OrderByDescending(photo => photo.Crops.Count).ThenBy(photo => photo.Name, StringComparer.Ordinal).Take(MostGroups)];
        if (largest.Length == 0)
        {
            return;
        }

        var table = new TextTable("photograph", "crops");
        foreach (Photograph photo in largest)
        {
            table.Add(photo.Name, photo.Crops.Count.ToString(CultureInfo.InvariantCulture));
        }

        foreach (string line in table.Lines())
        {
            output.WriteLine(line);
        }

        if (report.Links.Count > 0)
        {
            output.WriteLine($"For example, {report.Links[^1]}.");
        }
    }
}
