using System.CommandLine;
using System.Globalization;
using CrackLab.Experiments;

namespace CrackLab.Benchmarks.Workers;

/// <summary>train: what the command <c>cracklab train</c> does, and the accuracy as the last line.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = new Argument<string>("DATA");
        var run = new Argument<string>("RUN");
        var groups = new Option<string?>("--groups");
        var set = new Option<string[]>("--set");
        var command = new Command("train", "Trains for the command peers.") { data, run, groups, set };
        command.Hidden = true;
        command.SetAction(result =>
        {
            var options = new ExperimentOptions
            {
                Data = result.GetRequiredValue(data),
                Run = result.GetRequiredValue(run),
                Groups = result.GetValue(groups),
            };
            ExperimentResult trained = Experiment.Run(options, Settings(result.GetValue(set) ?? []));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trained.Evaluation!.Accuracy.Value}"));
        });
        return command;
    }

    /// <summary>CrackNet's usual settings with changes.</summary>
    /// <param name="changes">"epochs=2" and so on.</param>
    public static HyperParameters Settings(IEnumerable<string> changes) =>
        changes.Aggregate(HyperParameters.For(ModelChoice.CrackNet), HyperParametersJson.With);
}
