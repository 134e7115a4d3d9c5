using System.CommandLine;
using System.Globalization;
using CrackLab.Reliability.Kills.Scenarios;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills;

/// <summary>kills: kills the command at random moments, and looks whether what is on the disk is whole and goes on to the same end.</summary>
internal static class KillsCommand
{
    public static Command Create()
    {
        var moments = new Option<int>("--moments") { Description = "Moments over all scenarios, at least one each.", HelpName = "N", DefaultValueFactory = _ => 60 };
        var seed = new Option<int>("--seed") { Description = "Chooses the moments.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var only = new Option<string?>("--only") { Description = "Scenarios whose name holds this.", HelpName = "TEXT" };
        var steps = new Option<bool>("--steps") { Description = "Kill as it enters random system calls that change a disk, by strace, not at random times." };
        var command = new Command("kills", "Kills the command at random moments of its work.") { moments, seed, only, steps };
        command.SetAction(result =>
        {
            using var place = new Workplace();
            Scenario[] scenarios = [.. All(place).Where(one => one.Name.Contains(result.GetValue(only) ?? "", StringComparison.OrdinalIgnoreCase))];
            int weights = scenarios.Sum(one => one.Weight);
            Console.WriteLine("| killed | runs for | kills at work | when | ended before | faults |");
            Console.WriteLine("|---|---|---|---|---|---|");
            List<KillRow> rows = [];
            foreach (Scenario scenario in scenarios)
            {
                int share = Math.Max(1, (int)Math.Ceiling((double)result.GetValue(moments) * scenario.Weight / weights));
                var run = new KillRun(scenario, place, new Random(result.GetValue(seed) + (31 * scenario.Name.Sum(letter => letter))));
                rows.Add(result.GetValue(steps) ? run.BySteps(share) : run.ByTime(share));
                Console.WriteLine(Line(rows[^1]));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| together | | {rows.Sum(row => row.AtWork.Count)} | | {rows.Sum(row => row.Ended)} | {rows.Sum(row => row.Problems.Count)} |"));
            foreach (string problem in rows.SelectMany(row => row.Problems.Select(problem => $"{row.Name}: {problem}")))
            {
                Console.Error.WriteLine(problem);
            }

            return rows.All(row => row.Problems.Count == 0) ? 0 : 1;
        });
        return command;
    }

    private static IEnumerable<Scenario> All(Workplace place)
    {
        var train = new TrainScenario(place);
        return
        [
            train,
            new ResumeScenario(place),
            new CacheScenario(place),
            new SweepScenario(place),
            new SharedSweepScenario(place),
            new FoldsScenario(place),
            new CleanScenario(place, isAcross: false, isUndo: false),
            new CleanScenario(place, isAcross: true, isUndo: false),
            new CleanScenario(place, isAcross: false, isUndo: true),
            new CleanScenario(place, isAcross: true, isUndo: true),
            new ExportScenario(place),
            new PredictScenario(place),
            new AppendScenario(place),
            new GroupsScenario(place),
            new MosaicScenario(place),
            new HeatmapScenario(place),
            new SampleScenario(place),
            new FetchScenario(place),
            new KernelScenario(place),
            new NotebookScenario(place),
        ];
    }

    private static string Line(KillRow row) => row.Skipped is { } reason
        ? $"| {row.Name} | | | | | skipped: {reason} |"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Name} | {row.Undisturbed.TotalSeconds:0.0} s | {row.AtWork.Count} | {Span(row)} | {row.Ended} | {row.Problems.Count} |");

    private static string Span(KillRow row) => row.AtWork.Count == 0 ? ""
        : row.AtWork[0].Call is null ? string.Create(CultureInfo.InvariantCulture, $"{row.AtWork.Min(point => point.Moment.TotalSeconds):0.00} to {row.AtWork.Max(point => point.Moment.TotalSeconds):0.00} s")
        : string.Join(", ", row.AtWork.Select(point => point.Call!).Distinct(StringComparer.Ordinal));
}
