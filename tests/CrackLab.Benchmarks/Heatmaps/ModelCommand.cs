using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using CrackLab.Benchmarks.Comparison;
using CrackLab.Data;
using CrackLab.Experiments;
using CrackLab.Training;

namespace CrackLab.Benchmarks.Heatmaps;

/// <summary>model: trains the model that ships, on crops whose photographs share nothing with those that it is judged on.</summary>
internal static class ModelCommand
{
    private const string SplitName = "split.csv";

    public static Command Create()
    {
        var crops = new Option<string>("--crops") { Description = "Folder of crops, a subfolder a class.", HelpName = "DIR", Required = true };
        var groups = new Option<string>("--groups") { Description = "CSV of path and photo_group.", HelpName = "FILE", Required = true };
        var photos = new Option<string>("--photos") { Description = "Folder of photographs with a manifest.json: their crops go into the test part.", HelpName = "DIR", Required = true };
        var target = new Option<string>("--out") { Description = "New folder for the split and the run.", HelpName = "DIR", Required = true };
        var shipped = new Option<string?>("--compare") { Description = "Model file to compare the result with, to the bit.", HelpName = "FILE" };
        var set = new Option<string[]>("--set") { Description = "Settings other than the shipped model's.", HelpName = "KEY=VALUE" };
        var command = new Command("model", "Trains the model that ships.") { crops, groups, photos, target, shipped, set };
        command.SetAction(result =>
        {
            Console.WriteLine(MachineLine.Describe(new PeerVersions([])));
            HyperParameters settings = (result.GetValue(set) ?? []).Aggregate(new HyperParameters { Epochs = 16, Seed = 1 }, HyperParametersJson.With);
            string folder = result.GetRequiredValue(target), split = Path.Combine(folder, SplitName);
            Split(result.GetRequiredValue(crops), GroupTable.Read(result.GetRequiredValue(groups)), result.GetRequiredValue(photos), settings).WriteCsv(split);
            ExperimentResult trained = Experiment.Run(
                new ExperimentOptions { Data = result.GetRequiredValue(crops), Split = split, Run = Path.Combine(folder, "cracknet") },
                settings,
                new ExperimentObserver { Note = Console.WriteLine, Callbacks = [new Teller()] });
            Console.WriteLine(trained.Evaluation);
            string digest = Digest(trained.Folder.ModelFile);
            Console.WriteLine($"{trained.Folder.ModelFile}: {new FileInfo(trained.Folder.ModelFile).Length} bytes, SHA-256 {digest}");
            if (result.GetValue(shipped) is { } file)
            {
                Console.WriteLine($"{file}: {(Digest(file) == digest ? "the same bits" : "other bits")}");
            }
        });
        return command;
    }

    /// <summary>A split by photograph, the photographs that maps are judged on in the test part.</summary>
    private static DataSplit Split(string crops, GroupTable groups, string photos, HyperParameters settings)
    {
        ImageSet all = ImageFolder.Open(crops).Inspect().Healthy.WithGroups(groups);
        HashSet<string> shown = [.. PhotoManifest.Read(photos).SelectMany(photo => photo.Windows).Select(window => window.Path)];
        HashSet<string> held = [.. all.Samples.Where(sample => shown.Contains(sample.Path)).Select(sample => sample.Group)];
        var photographs = new ImageSet(all.Root, all.Classes, [.. all.Samples.Where(sample => held.Contains(sample.Group))]);
        DataSplit split = all.WithoutGroupsOf(photographs).Split(settings.TrainPart, settings.ValidationPart, settings.TestPart, settings.Seed);
        return split with { Test = new ImageSet(all.Root, all.Classes, [.. split.Test.Samples, .. photographs.Samples]) };
    }

    private static string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private sealed class Teller : Callback
    {
        public override void OnEpochEnd(ITraining training, EpochResult epoch) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {epoch.Epoch}: loss {epoch.Loss:0.0000}, val_loss {epoch.ValidationLoss:0.0000}, val_accuracy {epoch.ValidationAccuracy:0.0000}, {epoch.Seconds:0.0} s"));
    }
}
