using System.CommandLine;
using CrackLab.Cli.Terminal;
using CrackLab.Data.Synthetic;

namespace CrackLab.Cli.Verbs;

/// <summary>data sample: synthetic concrete, some files broken on purpose.</summary>
internal static class DataSampleVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Writes synthetic concrete in two classes, some files broken on purpose.";

    private const int MostPictures = 1_000_000;

    public static Command Create(VerbContext context)
    {
        var target = new Option<string>("--out") { Description = "New or empty folder to write.", HelpName = "DIR", Required = true };
        Option<int> count = VerbOptions.Number("--count", "Pictures of both classes together.", 400, 1, MostPictures);
        Option<ulong> seed = VerbOptions.Number("--seed", "Chooses the pictures.", 42ul, 0ul, ulong.MaxValue);
        Option<int> size = VerbOptions.Number("--size", "Side of a picture in pixels.", 227, 32, 4096);
        var whole = new Option<bool>("--no-broken") { Description = "Leave out broken files and copies." };
        Option<bool> json = VerbOptions.Json();
        var command = new Command("sample", Description)
        {
            target, count, seed, size, whole, json,
        };
        command.SetAction(result => Run(
            context,
            result.GetRequiredValue(target),
            new SyntheticFolderOptions
            {
                Count = result.GetValue(count),
                Seed = result.GetValue(seed),
                Size = result.GetValue(size),
                Broken = !result.GetValue(whole),
            },
            result.GetValue(json)));
        return command;
    }

    private static int Run(VerbContext context, string folder, SyntheticFolderOptions options, bool json)
    {
        SyntheticManifest manifest = context.Output.WithProgress(display =>
        {
            ProgressTask task = display.Add("Rendering", options.Count);
            return SyntheticConcrete.WriteFolder(folder, options, new Relay<int>(done => task.Report(done)), context.Cancellation);
        });
        if (json)
        {
            context.Output.WriteJson(manifest);
        }
        else
        {
            context.Output.WriteLine(
                $"{folder}: {Words.Count(manifest.Positive, "picture")} with a crack and {manifest.Negative} without, "
                + $"{manifest.Size} x {manifest.Size} pixels, {Words.Count(manifest.Broken.Count, "broken file")}, {manifest.Copies.Count} copied.");
        }

        return Application.Done;
    }
}
