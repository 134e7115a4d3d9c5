using System.CommandLine;
using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Display;
using CrackLab.Engine;
using CrackLab.Mapping;
using CrackLab.Prediction;

namespace CrackLab.Cli.Verbs;

/// <summary>heatmap: where in whole photos a model sees cracks.</summary>
internal static class HeatmapVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Shows where in whole photos a model sees cracks: pictures, a table of regions, a page.";

    public static Command Create(VerbContext context)
    {
        var photos = new ModelAndPhotos();
        var target = new Option<string>("--out")
        {
            Description = "Folder for pictures, tables and the page; made where it is missing.",
            HelpName = "DIR",
            Required = true,
        };
        var csv = new Option<string?>("--csv") { Description = $"File for the table of regions; {MapReport.TableName} in --out if not given.", HelpName = "FILE" };
        Option<double> sensitivity = VerbOptions.Number("--sensitivity", "0 (only what is beyond doubt) to 1 (every suspicion).", 0.5, 0.0, 1.0);
        Option<double?> area = VerbOptions.OptionalNumber("--min-area", "Least area of a region in pixels.", 0.0, 1e12);
        Option<double?> scale = VerbOptions.OptionalNumber("--mm-per-pixel", "Millimetres on the wall that a pixel shows: sizes in mm too, as estimates.", 1e-6, 1e6);
        Option<int?> window = VerbOptions.OptionalNumber(
            "--window", "Side in pixels of the square that the model sees as one picture; that of its training pictures if not given.", 16, 4096);
        var label = new Option<string?>("--class") { Description = "Class to look for; the positive one of two if not given.", HelpName = "NAME" };
        Option<int?> threads = VerbOptions.Threads();
        Option<bool> json = VerbOptions.Json("Write one JSON object a line.");
        var command = new Command("heatmap", Description);
        photos.AddTo(command);
        foreach (Option option in new Option[] { target, csv, sensitivity, area, scale, window, label, threads, json })
        {
            command.Add(option);
        }

        command.SetAction(result => Run(
            context,
            new NamedPhotos(context, photos.Photos(result)),
            new HeatmapOptions(
                photos.Model(result, context),
                result.GetRequiredValue(target),
                result.GetValue(csv),
                new RegionOptions
                {
                    Sensitivity = result.GetValue(sensitivity),
                    MinimumArea = result.GetValue(area) ?? 0,
                    MillimetresPerPixel = result.GetValue(scale),
                },
                new PhotoMapOptions
                {
                    Window = result.GetValue(window),
                    Class = result.GetValue(label),
                    Threads = result.GetValue(threads) ?? Environment.ProcessorCount,
                },
                result.GetValue(json))));
        return command;
    }

    private static int Run(VerbContext context, NamedPhotos photos, HeatmapOptions options)
    {
        using var mapper = new PhotoMapper(Sequential.Load(options.Model), options.Map);
        using var report = new MapReport(mapper, options.Target, options.Regions, options.Csv);
        (int done, int failed) = context.Output.WithProgress(display => Map(context, display, report, photos, options.Json));
        if (failed == done)
        {
            throw new CommandException(done == 0
                ? "standard input: expected paths of photos or a picture, received nothing. Write a path a line."
                : $"expected at least one photo that can be read, received {done} that cannot. The reasons are in the output.");
        }

        report.Commit();
        if (!options.Json)
        {
            context.Output.WriteLine($"Table  {report.TablePath}");
            context.Output.WriteLine($"Page   {report.PagePath}");
        }

        return Application.Done;
    }

    private static (int Done, int Failed) Map(VerbContext context, ProgressDisplay display, MapReport report, NamedPhotos photos, bool json)
    {
        ProgressTask task = display.AddUncounted("Mapping");
        if (context.Output.ShowsProgress && !photos.ReadsInput)
        {
            task.Expect(photos.Count(context.Cancellation));
        }

        (int done, int failed) = (0, 0);
        foreach (PhotoSource source in photos.All())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (ReferenceEquals(source, PhotoSource.Pause))
            {
                continue;
            }

            MappedPhoto photo = report.Add(source, context.Cancellation);
            failed += photo.Error is null ? 0 : 1;
            display.WriteLine(json ? JsonLine(photo) : Line(photo));
            task.Report(++done);
        }

        return (done, failed);
    }

    private static string Line(MappedPhoto photo) => photo.Map is { } map
        ? string.Create(
            CultureInfo.InvariantCulture, $"{photo.Path}  {Words.Count(photo.Regions.Count, "region")}  {map.Class} at most {map.Peak:0.0000}  {photo.Picture}")
        : $"{photo.Path}  error  {photo.Error}";

    private static string JsonLine(MappedPhoto photo) => photo.Map is { } map
        ? CommandOutput.ToJsonLine(new
        {
            photo.Path,
            Width = map.PhotoWidth,
            Height = map.PhotoHeight,
            map.Class,
            map.Peak,
            Regions = photo.Regions.Select(region => MapJson.Describe(region)),
            photo.Picture,
            DateTaken = map.Metadata.DateTaken?.ToString(),
            map.Metadata.Location?.Latitude,
            map.Metadata.Location?.Longitude,
            map.Metadata.Location?.Altitude,
        })
        : CommandOutput.ToJsonLine(new { photo.Path, photo.Error });
}
