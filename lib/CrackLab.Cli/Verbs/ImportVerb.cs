using System.CommandLine;
using System.Globalization;
using CrackLab.Engine;
using CrackLab.Engine.Onnx;

namespace CrackLab.Cli.Verbs;

/// <summary>import: makes a model file of an ONNX file that export wrote.</summary>
internal static class ImportVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Makes a model file again of an ONNX file that export wrote, the same bit by bit.";

    public static Command Create(VerbContext context)
    {
        var source = new Argument<string>("FILE") { Description = "An ONNX file that cracklab export wrote." };
        var target = new Option<string>("--out") { Description = "The .safetensors file to write.", HelpName = "MODEL", Required = true };
        Option<bool> json = VerbOptions.Json();
        var command = new Command("import", Description) { source, target, json };
        command.SetAction(result => Run(context, result.GetRequiredValue(source), result.GetRequiredValue(target), result.GetValue(json)));
        return command;
    }

    private static int Run(VerbContext context, string source, string path, bool json)
    {
        if (!File.Exists(source))
        {
            throw new FileNotFoundException($"{source}: expected an ONNX file, received a path that does not exist. Check the spelling.", source);
        }

        Sequential model = OnnxFile.Import(source);
        model.Save(path);
        if (json)
        {
            context.Output.WriteJson(new
            {
                File = path,
                model.Name,
                Layers = model.Layers.Count,
                Weights = model.ParameterCount,
                model.Metadata.Classes,
                model.Metadata.Threshold,
            });
        }
        else
        {
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}  {model.Name}, {model.Layers.Count} layers, {model.ParameterCount:N0} weights"));
        }

        return Application.Done;
    }
}
