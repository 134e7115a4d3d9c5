using System.CommandLine;
using System.Globalization;
using CrackLab.Benchmarks.Comparison;
using CrackLab.Engine;
using CrackLab.Tracking;

namespace CrackLab.Benchmarks.Predictions;

/// <summary>predict: files a second of <c>cracklab predict</c> from its start to its end, and its memory over many files.</summary>
internal static class PredictCommand
{
    private const int FilesAFolder = 10_000;

    public static Command Create()
    {
        var crops = new Option<string>("--crops") { Description = "Folder of photos.", HelpName = "DIR", Required = true };
        var model = new Option<string?>("--model") { Description = "Model or run; an untrained CrackNet, which is as fast, if not given.", HelpName = "MODEL" };
        var files = new Option<int>("--files") { Description = "Links to the photos to look at for the memory; 0 leaves it out.", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        var repeat = new Option<int>("--repeat") { Description = "Runs over the folder; the middle one counts.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var command = new Command("predict", "Measures cracklab predict.") { crops, model, files, repeat };
        command.SetAction(result => Run(
            result.GetRequiredValue(crops), result.GetValue(model), result.GetValue(files), Math.Max(1, result.GetValue(repeat))));
        return command;
    }

    private static void Run(string crops, string? model, int files, int repeats)
    {
        string folder = Directory.CreateTempSubdirectory("cracklab-predict-").FullName;
        try
        {
            model = model is null ? Untrained(folder) : ModelLocator.Find(model);
            Console.WriteLine(MachineLine.Describe(new PeerVersions([])));
            Console.WriteLine();
            Console.WriteLine("| files | files/s | best | s of processors | memory at a quarter, half, three quarters | peak memory, MiB |");
            Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
            Write([.. Enumerable.Range(0, repeats).Select(_ => PredictRun.Of(model, crops, Path.Combine(folder, "predictions.csv")))]);
            if (files > 0)
            {
                Write([PredictRun.Of(model, Links(crops, Path.Combine(folder, "links"), files), Path.Combine(folder, "predictions.csv"))]);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(PredictRun[] runs)
    {
        PredictRun middle = runs.OrderBy(run => run.Rate).ElementAt(runs.Length / 2);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {middle.Files} | {middle.Rate:0} | {runs.Max(run => run.Rate):0} | {middle.ProcessorSeconds:0.0} | {middle.MemoryAt(0.25)}, {middle.MemoryAt(0.5)}, {middle.MemoryAt(0.75)} | {middle.PeakMemory} |"));
    }

    private static string Untrained(string folder)
    {
        string path = Path.Combine(folder, "model.safetensors");
        Sequential model = Models.CrackNet();
        model.Metadata = new ModelMetadata { Classes = ["Negative", "Positive"] };
        model.Save(path);
        return path;
    }

    /// <summary>As many names as asked for, each of which leads to one of the photos.</summary>
    private static string Links(string crops, string folder, int count)
    {
        string[] photos = [.. Directory.EnumerateFiles(Path.GetFullPath(crops), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        for (int i = 0; i < count; i++)
        {
            string inner = Path.Combine(folder, $"{i / FilesAFolder:D3}");
            if (i % FilesAFolder == 0) Directory.CreateDirectory(inner);
            File.CreateSymbolicLink(Path.Combine(inner, $"{i:D7}.jpg"), photos[i % photos.Length]);
        }

        return folder;
    }
}
