using System.CommandLine;
using System.CommandLine.Parsing;
using CrackLab.Prediction;
using CrackLab.Tracking;

namespace CrackLab.Cli.Verbs;

/// <summary>[MODEL] PATH…: photos, and perhaps before them the model that shall look at them.</summary>
internal sealed class ModelAndPhotos
{
    private readonly Argument<string?> _first = new("MODEL")
    {
        Description = "A .safetensors file, or the folder of a run: its best model. The model that comes along if not given.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string[]> _rest = new("PATH")
    {
        Description = "Photos, folders of photos, patterns such as 'site/**/*.jpg', and - for standard input: paths, or one picture.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Adds both to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_first);
        command.Add(_rest);
        command.Validators.Add(Check);
    }

    /// <summary>The model file.</summary>
    /// <exception cref="IOException">The model that comes along is not there.</exception>
    /// <exception cref="InvalidDataException">The folder is that of a run without a model.</exception>
    public string Model(ParseResult result, VerbContext context) =>
        result.GetValue(_first) is { } first && ModelLocator.IsNamed(first) ? ModelLocator.Find(first) : context.ShippedModel();

    /// <summary>Photos, folders, patterns and -.</summary>
    public IReadOnlyList<string> Photos(ParseResult result) => Photos(result.GetValue(_first), result.GetValue(_rest));

    private static string[] Photos(string? first, string[]? rest) =>
        first is null ? [] : ModelLocator.IsNamed(first) ? rest ?? [] : [first, .. rest ?? []];

    private void Check(CommandResult result)
    {
        string[] photos = Photos(result.GetValue(_first), result.GetValue(_rest));
        if (photos.Length == 0)
        {
            result.AddError("PATH: expected photos, received none. Name photos, folders of photos, or - for standard input.");
        }

        if (photos.Count(photo => photo == PhotoInput.Name) > 1)
        {
            result.AddError($"{PhotoInput.Name}: expected standard input once, received it twice. Leave one out.");
        }
    }
}
