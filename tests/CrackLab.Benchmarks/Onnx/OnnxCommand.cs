using System.CommandLine;
using System.ComponentModel;
using System.Globalization;
using CrackLab.Benchmarks.Comparison;
using CrackLab.Engine;
using CrackLab.Experiments;
using CrackLab.Tracking;
using Shared;

namespace CrackLab.Benchmarks.Onnx;

/// <summary>onnx: trains both networks on real crops, exports them, and holds our probabilities against ONNX Runtime's.</summary>
internal static class OnnxCommand
{
    private const int UsualEpochs = 3;
    private const int UsualLimit = 2000;
    private const int UsualCount = 200;

    public static Command Create()
    {
        var crops = new Option<string>("--crops") { Description = "Folder of crops, a subfolder a class.", HelpName = "DIR", Required = true };
        var groups = new Option<string?>("--groups") { Description = "CSV of path and photo_group, so that crops of one photograph stay together.", HelpName = "FILE" };
        var models = new Option<string[]>("--model") { Description = "A model or run to take instead of training.", HelpName = "RUN|MODEL" };
        var epochs = new Option<int>("--epochs") { Description = "Epochs to train.", DefaultValueFactory = _ => UsualEpochs };
        var limit = new Option<int>("--limit") { Description = "Crops to train on, and to choose and judge the result by.", DefaultValueFactory = _ => UsualLimit };
        var count = new Option<int>("--count") { Description = "Crops to compare on.", DefaultValueFactory = _ => UsualCount };
        var command = new Command("onnx", "Compares probabilities with those of ONNX Runtime.") { crops, groups, models, epochs, limit, count, PeersCommand.Node, PeersCommand.OnnxRuntime };
        command.SetAction(result =>
        {
            var runtime = new OnnxProcess(
                result.GetRequiredValue(PeersCommand.Node), result.GetRequiredValue(PeersCommand.OnnxRuntime), Path.Combine(AppContext.BaseDirectory, "peers", "onnx_run.cjs"));
            if (Version(runtime) is not { } version)
            {
                Console.Error.WriteLine($"ONNX Runtime: expected onnxruntime-node, received none; {PeerVersions.HowToInstallOnnx}");
                return 1;
            }

            Console.WriteLine(MachineLine.Describe(new PeerVersions([$"ONNX Runtime: {version}"])));
            Console.WriteLine();
            Console.WriteLine("| model | pictures | probabilities of | largest difference | mean difference | other labels |");
            Console.WriteLine("|---|---:|---|---:|---:|---:|");
            string folder = Directory.CreateTempSubdirectory("cracklab-onnx-").FullName;
            try
            {
                string data = result.GetRequiredValue(crops);
                string[] files = Files(data, result.GetValue(count));
                string[] changes = [$"epochs={result.GetValue(epochs)}", $"limit={result.GetValue(limit)}"];
                string[] trained = result.GetValue(models) is { Length: > 0 } given
                    ? given
                    : [.. new[] { ModelChoice.Seed, ModelChoice.CrackNet }.Select(model => Train(data, result.GetValue(groups), model, changes, Path.Combine(folder, model)))];
                foreach (string model in trained)
                {
                    Sequential loaded = Sequential.Load(ModelLocator.Find(model));
                    foreach (OnnxAgreement row in OnnxAgreement.Measure(loaded, files, runtime, folder))
                    {
                        Console.WriteLine(row.ToString());
                    }
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }

            return 0;
        });
        return command;
    }

    private static string? Version(OnnxProcess runtime)
    {
        try
        {
            return runtime.Version();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string Train(string data, string? groups, string model, IEnumerable<string> changes, string run)
    {
        Console.Error.WriteLine($"training {model}");
        ExperimentResult result = Experiment.Run(
            new ExperimentOptions { Data = data, Groups = groups, Run = run },
            changes.Aggregate(HyperParameters.For(model), HyperParametersJson.With));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model}: test accuracy {result.Evaluation!.Accuracy.Value:F4}"));
        return run;
    }

    /// <summary>Crops from all over the folder, so that every class takes part.</summary>
    private static string[] Files(string folder, int count)
    {
        string[] files = [.. Directory.GetFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        int taken = Math.Min(count, files.Length);
        return [.. Enumerable.Range(0, taken).Select(i => files[(int)((long)i * files.Length / taken)])];
    }
}
