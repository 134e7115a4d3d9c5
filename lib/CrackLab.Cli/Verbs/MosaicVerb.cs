using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CrackLab.Cli.Terminal;
using CrackLab.Data.Overlaps;
using CrackLab.Engine.Serialization;
using CrackLab.Imaging;

namespace CrackLab.Cli.Verbs;

/// <summary>mosaic: stitches overlapping crops back into the photographs that they were cut from.</summary>
internal static class MosaicVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Stitches overlapping crops back into photographs.";

    private const int UsualCrops = 8;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(VerbContext context)
    {
        Argument<string> folder = VerbOptions.Folder();
        var target = new Option<string>("--out") { Description = "New or empty folder for PNG files and manifest.json.", HelpName = "DIR", Required = true };
        Option<int> least = VerbOptions.Number("--min-crops", "Fewest crops of a photograph.", UsualCrops, 2, int.MaxValue);
        Option<int?> limit = VerbOptions.OptionalNumber("--limit", "Stitch only so many photographs, those of most crops first.", 1, int.MaxValue);
        var command = new Command("mosaic", Description) { folder, target, least, limit };
        command.SetAction(result => Run(
            context, result.GetRequiredValue(folder), result.GetRequiredValue(target), result.GetValue(least), result.GetValue(limit)));
        return command;
    }

    private static int Run(VerbContext context, string path, string target, int least, int? limit)
    {
        MosaicFolder.RefuseTaken(target);
        OverlapReport report = FolderOverlaps.Find(context, FolderInspection.Run(context, path, maxPixels: null, threads: null).Healthy, threads: null);
        Photograph[] chosen = [.. report.Photographs
            .Where(photo => photo.Crops.Count >= least)
            .OrderByDescending(photo => photo.Crops.Count).ThenBy(photo => photo.Name, StringComparer.Ordinal)
            .Take(limit ?? int.MaxValue)];
        if (chosen.Length == 0)
        {
            throw new CommandException(
                $"expected a photograph of at least {least} crops in '{path}', received {Words.Count(report.Photographs.Count, "group")}, the largest of {report.Largest}. Give --min-crops a smaller number.");
        }

        using var folder = new MosaicFolder(target);
        object[] photographs = context.Output.WithProgress(display =>
        {
            ProgressTask task = display.Add("Stitching", chosen.Length);
            return chosen.Select((photo, index) =>
            {
                context.Cancellation.ThrowIfCancellationRequested();
                object entry = Write(report.Root, photo, folder.Work, index);
                task.Report(index + 1);
                return entry;
            }).ToArray();
        });
        AtomicFile.WriteAllText(
            Path.Combine(folder.Work, MosaicFolder.Manifest), JsonSerializer.Serialize(new { root = report.Root, photographs }, Indented));
        folder.Finish();
        context.Output.WriteLine($"{Words.Count(chosen.Length, "photograph")} of {chosen.Sum(photo => photo.Crops.Count)} crops stitched in {target}");
        return Application.Done;
    }

    private static object Write(string root, Photograph photo, string target, int index)
    {
        (Image picture, int left, int top) = Mosaic.Stitch(root, photo);
        string file = string.Create(CultureInfo.InvariantCulture, $"photo-{index + 1:D4}.png");
        AtomicFile.WriteAllBytes(Path.Combine(target, file), PngEncoder.Encode(picture));
        return new
        {
            file,
            name = photo.Name,
            width = picture.Width,
            height = picture.Height,
            crops = photo.Crops.Select(crop => new
            {
                path = crop.Path,
                centreX = crop.Placement.X - left,
                centreY = crop.Placement.Y - top,
                width = crop.Width,
                height = crop.Height,
                symmetry = crop.Placement.Symmetry.ToString(),
            }),
        };
    }
}
