using System.CommandLine;
using System.Globalization;
using CrackLab.Engine;
using CrackLab.Engine.Onnx;
using CrackLab.Tracking;

namespace CrackLab.Cli.Verbs;

/// <summary>export: writes a model for runtimes other than this one.</summary>
internal static class ExportVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Writes a model as ONNX: bytes in, probability out, for other runtimes and languages.";

    private const double Megabyte = 1 << 20;

    public static Command Create(VerbContext context)
    {
        var target = new Argument<string>("RUN|MODEL") { Description = "Run folder (its best model) or model file." };
        var onnx = new Option<string>("--onnx") { Description = "The ONNX file to write.", HelpName = "FILE", Required = true };
        var anySize = new Option<bool>("--any-size") { Description = "Take pictures of any size and resize them inside the file's graph." };
        Option<bool> json = VerbOptions.Json();
        var command = new Command("export", Description) { target, onnx, anySize, json };
        command.SetAction(result => Run(
            context, result.GetRequiredValue(target), result.GetRequiredValue(onnx), result.GetValue(anySize), result.GetValue(json)));
        return command;
    }

    private static int Run(VerbContext context, string target, string path, bool anySize, bool json)
    {
        Sequential model = Sequential.Load(ModelLocator.Find(target));
        OnnxSummary summary = OnnxFile.Export(model, path, anySize, context.Cancellation);
        if (json)
        {
            context.Output.WriteJson(new
            {
                File = path,
                summary.Bytes,
                OnnxFile.OperatorSet,
                OnnxFile.SchemaVersion,
                Input = Json(summary.Input),
                Output = Json(summary.Output),
                model.Metadata.Classes,
                model.Metadata.Threshold,
            });
            return Application.Done;
        }

        context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}  {summary.Bytes / Megabyte:0.00} MiB, ONNX operator set {OnnxFile.OperatorSet}"));
        context.Output.WriteLine($"Input      {summary.Input}: {summary.Input.Meaning}");
        context.Output.WriteLine($"Output     {summary.Output}: {summary.Output.Meaning}");
        if (model.Metadata.Classes is [_, var positive])
        {
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Threshold  {model.Metadata.Threshold}: from there on a picture is called '{positive}'"));
        }

        return Application.Done;
    }

    private static object Json(OnnxValue value) => new
    {
        value.Name,
        value.Type,
        Shape = value.Dimensions.Select(dimension => int.TryParse(dimension, CultureInfo.InvariantCulture, out int size) ? (object)size : dimension),
        value.Meaning,
    };
}
