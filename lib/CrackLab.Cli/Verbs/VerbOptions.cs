using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using CrackLab.Evaluation;
using CrackLab.Experiments;

namespace CrackLab.Cli.Verbs;

/// <summary>Options that several verbs share, and numbers that are checked while the command line is read.</summary>
internal static class VerbOptions
{
    private const int MostThreads = 1024;

    /// <summary>DIR: a folder of photos.</summary>
    public static Argument<string> Folder() => new("DIR") { Description = "Folder with one subfolder of photos a class." };

    /// <summary>MODEL: a model file or the folder of a run.</summary>
    public static Argument<string> Model() => new("MODEL") { Description = "A .safetensors file, or the folder of a run: its best model." };

    /// <summary>--json.</summary>
    /// <param name="description">What is written.</param>
    public static Option<bool> Json(string description = "Write the result as JSON.") => new("--json") { Description = description };

    /// <summary>--max-pixels N; <see langword="null"/> where it is not given.</summary>
    public static Option<long?> MaxPixels() => OptionalNumber(
        "--max-pixels", "Most pixels that a picture may state; larger ones are TooLarge. [default: 200000000]", 1L, long.MaxValue);

    /// <summary>--groups FILE.</summary>
    public static Option<string?> Groups() =>
        new("--groups") { Description = "CSV of path and photo_group: crops of one photograph stay together.", HelpName = "FILE" };

    /// <summary>--labels FILE.</summary>
    public static Option<string?> Labels() =>
        new("--labels") { Description = "CSV of path and label: corrects labels, moves no photo.", HelpName = "FILE" };

    /// <summary>--set KEY=VALUE, checked while the command line is read.</summary>
    public static Option<string[]> Settings()
    {
        var set = new Option<string[]>("--set") { Description = "Any other setting, such as learningRate=0.01.", HelpName = "KEY=VALUE" };
        set.Validators.Add(result =>
        {
            foreach (string assignment in result.Tokens.Select(token => token.Value))
            {
                try
                {
                    HyperParametersJson.With(new HyperParameters(), assignment);
                }
                catch (ArgumentException error)
                {
                    result.AddError(ErrorLine.Message(error));
                }
            }
        });
        return set;
    }

    /// <summary>--aim AIM, checked while the command line is read; <see langword="null"/> where it is not given.</summary>
    /// <param name="description">What it does.</param>
    public static Option<string?> Aim(string description)
    {
        var aim = new Option<string?>("--aim") { Description = $"{description} {DecisionAim.Forms}.", HelpName = "AIM" };
        aim.Validators.Add(result =>
        {
            try
            {
                DecisionAim.Parse(result.GetValueOrDefault<string>() ?? "");
            }
            catch (ArgumentException error)
            {
                result.AddError($"--aim: {ErrorLine.Message(error)}");
            }
        });
        return aim;
    }

    /// <summary>--threads N; <see langword="null"/> where it is not given.</summary>
    public static Option<int?> Threads() =>
        OptionalNumber("--threads", "Threads at work; one a core if not given.", 1, MostThreads);

    /// <summary>An option that takes a number and has a default.</summary>
    /// <param name="name">Its name with dashes.</param>
    /// <param name="description">What it is.</param>
    /// <param name="fallback">Its value where it is not given.</param>
    /// <param name="least">Least value allowed.</param>
    /// <param name="most">Greatest value allowed.</param>
    public static Option<T> Number<T>(string name, string description, T fallback, T least, T most)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => fallback,
            CustomParser = result => Read(result, name, least, most),
        };

    /// <summary>An option that takes a number and is <see langword="null"/> where it is not given.</summary>
    /// <param name="name">Its name with dashes.</param>
    /// <param name="description">What it is.</param>
    /// <param name="least">Least value allowed.</param>
    /// <param name="most">Greatest value allowed.</param>
    public static Option<T?> OptionalNumber<T>(string name, string description, T least, T most)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => Read(result, name, least, most),
        };

    private static T Read<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, INumber<T>
    {
        string text = result.Tokens[0].Value;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out T value) && value >= least && value <= most)
        {
            return value;
        }

        string kind = typeof(T) == typeof(double) ? "a number" : "a whole number";
        result.AddError($"{name}: expected {kind} from {least} to {most}, received '{text}'.");
        return least;
    }
}
