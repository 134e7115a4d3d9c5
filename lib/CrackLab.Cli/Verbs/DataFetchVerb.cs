using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Data.Fetching;

namespace CrackLab.Cli.Verbs;

/// <summary>data fetch: the public dataset of real concrete.</summary>
internal static class DataFetchVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Fetches Concrete Crack Images for Classification, 40,000 crops of real concrete; goes on where it was stopped.";

    private const string UsualFolder = "concrete-cracks";
    private const int MostSeconds = 3600;
    private const double Mebibyte = 1 << 20;

    public static Command Create(VerbContext context)
    {
        var target = new Option<string>("--out")
        {
            Description = "Folder that gets one subfolder a class.",
            HelpName = "DIR",
            DefaultValueFactory = _ => UsualFolder,
        };
        var addresses = new Option<Uri[]>("--url")
        {
            Description = "Address of the archive, tried before the known ones; may be given several times.",
            HelpName = "URL",
            CustomParser = ReadAddresses,
        };
        var archive = new Option<string?>("--from") { Description = "Archive already downloaded: the zip, or the RAR in it.", HelpName = "FILE" };
        var digest = new Option<string?>("--sha256") { Description = "SHA-256 that the archive must have.", HelpName = "HEX" };
        var force = new Option<bool>("--force") { Description = "Fetch again, and replace what is in the dataset's place." };
        var timeout = VerbOptions.Number("--timeout", "Seconds that a server may send nothing.", 60, 1, MostSeconds);
        Option<bool> json = VerbOptions.Json();
        var command = new Command("fetch", Description)
        {
            target, addresses, archive, digest, force, timeout, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(addresses) is { Implicit: false } && result.GetResult(archive) is { Implicit: false })
                result.AddError("--from: expected an archive or addresses, received both. Leave out --url or --from.");
        });
        command.SetAction(result => Run(
            context,
            PublicDatasets.ConcreteCracks,
            result.GetValue(target)!,
            new FetchOptions
            {
                Addresses = result.GetValue(addresses) ?? [],
                Archive = result.GetValue(archive),
                Sha256 = result.GetValue(digest),
                Force = result.GetValue(force),
                Patience = TimeSpan.FromSeconds(result.GetValue(timeout)),
            },
            result.GetValue(json)));
        return command;
    }

    internal static int Run(VerbContext context, PublicDataset dataset, string folder, FetchOptions options, bool json)
    {
        FetchResult result = context.Output.WithProgress(display =>
        {
            ProgressTask task = display.Add("Fetching", 1);
            FetchProgress? last = null;
            return DatasetFetcher.Fetch(dataset, folder, options, new Relay<FetchProgress>(now => last = Show(task, last, now)), context.Cancellation);
        });
        if (json)
        {
            context.Output.WriteJson(FetchJson.Of(dataset, result));
            return Application.Done;
        }

        string counts = string.Join(", ", result.Classes.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Value} pictures in {one.Key}")));
        context.Output.WriteLine(result.WasThere ? $"{folder}: complete already, {counts}; nothing was done." : $"{folder}: {counts}.");
        context.Output.WriteLine(dataset.Citation);
        context.Output.WriteLine(
            $"Licence: {dataset.Licence}, {dataset.LicenceAddress}: name the author when you use or change it. Citation and licence are kept in LICENSE.txt there.");
        return Application.Done;
    }

    private static FetchProgress Show(ProgressTask task, FetchProgress? last, FetchProgress now)
    {
        if (last?.Stage != now.Stage || last.Total != now.Total || now.Done < last.Done)
            task.Restart(now.Stage.ToString(), Math.Max(now.Total, 1));
        string words = now switch
        {
            { Stage: FetchStage.Unpacking } => string.Create(CultureInfo.InvariantCulture, $"{now.Done} of {now.Total} pictures"),
            { Total: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{now.Done / Mebibyte:0.0} of {now.Total / Mebibyte:0.0} MiB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{now.Done / Mebibyte:0.0} MiB"),
        };
        task.Report(now.Total > 0 ? now.Done : 0, words);
        return now;
    }

    private static Uri[] ReadAddresses(ArgumentResult result)
    {
        List<Uri> addresses = [];
        foreach (string text in result.Tokens.Select(token => token.Value))
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
                addresses.Add(address);
            else
                result.AddError($"--url: expected an address that begins with http:// or https://, received '{text}'.");
        }

        return [.. addresses];
    }
}
