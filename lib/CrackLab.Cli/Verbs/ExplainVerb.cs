using System.CommandLine;
using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Display;
using CrackLab.Engine;
using CrackLab.Explanation;
using CrackLab.Imaging;
using CrackLab.Prediction;
using CrackLab.Tracking;

namespace CrackLab.Cli.Verbs;

/// <summary>explain: lays over photos what speaks for a model's decision.</summary>
internal static class ExplainVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Shows where the model looks: heat over each photo, as PNG files.";

    private static readonly (string Name, HeatmapMethod Method)[] Methods =
        [("gradcam", HeatmapMethod.GradCam), ("gradcam++", HeatmapMethod.GradCamPlusPlus), ("occlusion", HeatmapMethod.Occlusion)];

    public static Command Create(VerbContext context)
    {
        Argument<string> model = VerbOptions.Model();
        var paths = new Argument<string[]>("PATH") { Description = "Photos, and folders of photos.", Arity = ArgumentArity.OneOrMore };
        var target = new Option<string>("--out") { Description = "Folder for a PNG file of each photo; made where it is missing.", HelpName = "DIR", Required = true };
        var method = new Option<string>("--method")
        {
            Description = "gradcam, gradcam++ or occlusion.",
            HelpName = "METHOD",
            DefaultValueFactory = _ => Methods[0].Name,
        };
        method.AcceptOnlyFromAmong([.. Methods.Select(one => one.Name)]);
        var layer = new Option<string?>("--layer") { Description = "Layer for gradcam; the last convolution if not given.", HelpName = "NAME" };
        var label = new Option<string?>("--class") { Description = "Class to explain; the model's decision if not given.", HelpName = "NAME" };
        Option<bool> json = VerbOptions.Json("Write one JSON object a line.");
        var command = new Command("explain", Description)
        {
            model, paths, target, method, layer, label, json,
        };
        command.SetAction(result => Run(
            context,
            new ExplainOptions(
                result.GetRequiredValue(model),
                result.GetRequiredValue(paths),
                result.GetRequiredValue(target),
                Methods.Single(one => string.Equals(one.Name, result.GetValue(method), StringComparison.Ordinal)).Method,
                result.GetValue(layer),
                result.GetValue(label),
                result.GetValue(json))));
        return command;
    }

    private static int Run(VerbContext context, ExplainOptions options)
    {
        if (options is { Method: HeatmapMethod.Occlusion, Layer: not null })
        {
            throw new CommandException(
                $"--layer: expected none with --method occlusion, which looks at no layer, received '{options.Layer}'. Leave it out or choose gradcam.");
        }

        string[] files = [.. ImagePaths.Expand(options.Paths)];
        if (files.Length == 0)
        {
            throw new CommandException(
                $"{string.Join(", ", options.Paths)}: expected photos, received a folder without any. Name photos or a folder that holds some.");
        }

        Sequential model = Sequential.Load(ModelLocator.Find(options.Model));
        int failed = context.Output.WithProgress(display => Explain(context, display, model, files, options));
        return failed < files.Length
            ? Application.Done
            : throw new CommandException(
                $"expected at least one photo that can be read, received {files.Length} that cannot. The reasons are in the output.");
    }

    private static int Explain(VerbContext context, ProgressDisplay display, Sequential model, string[] files, ExplainOptions options)
    {
        ProgressTask task = display.Add("Explaining", files.Length);
        var names = new PhotoNames();
        int failed = 0;
        for (int i = 0; i < files.Length; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Heatmap? map = null;
            try
            {
                map = Compute(model, files[i], options, context.Cancellation);
            }
            catch (Exception error) when (error is ImageException or IOException or UnauthorizedAccessException)
            {
                failed++;
                display.WriteLine(options.Json
                    ? CommandOutput.ToJsonLine(new { Path = files[i], Error = error.Message })
                    : $"{files[i]}  error  {error.Message}");
            }

            if (map is not null)
            {
                string picture = Path.Combine(options.Target, $"{names.For(files[i])}.heat.png");
                map.SavePng(picture, cancellationToken: context.Cancellation);
                display.WriteLine(Line(map, picture, options.Json));
            }

            task.Report(i + 1);
        }

        return failed;
    }

    private static Heatmap Compute(Sequential model, string file, ExplainOptions options, CancellationToken cancellation) => options.Method == HeatmapMethod.Occlusion
        ? OcclusionMap.Compute(model, file, className: options.Class, cancellationToken: cancellation).Heatmap
        : GradCam.Compute(model, file, new GradCamOptions
        {
            Layer = options.Layer,
            Class = options.Class,
            PlusPlus = options.Method == HeatmapMethod.GradCamPlusPlus,
        }, cancellation);

    private static string Line(Heatmap map, string picture, bool json)
    {
        string method = Methods.Single(one => one.Method == map.Method).Name;
        return json
            ? CommandOutput.ToJsonLine(new { map.Path, map.Class, map.Probability, Method = method, map.Layer, map.Width, map.Height, Picture = picture })
            : string.Create(CultureInfo.InvariantCulture, $"{map.Path}  {map.Class}  {map.Probability:0.0000}  {picture}");
    }
}
