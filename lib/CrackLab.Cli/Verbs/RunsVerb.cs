using System.CommandLine;
using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Tracking;

namespace CrackLab.Cli.Verbs;

/// <summary>runs: lists runs, or compares some.</summary>
internal static class RunsVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Lists the runs in folders, or compares some.";

    private static readonly string[] Columns =
        ["name", "state", "model", "data", "seed", "epochs", "bestEpoch", "validationLoss", "validationAccuracy", "testAccuracy", "testF1"];

    public static Command Create(VerbContext context)
    {
        var folders = new Argument<string[]>("DIR|RUN")
        {
            Description = "Folders that hold runs, at any depth, or folders of runs.",
            Arity = ArgumentArity.OneOrMore,
        };
        var sort = new Option<string?>("--sort") { Description = "Sort by this value: any column, setting or figure, such as validationLoss.", HelpName = "KEY" };
        var descending = new Option<bool>("--descending") { Description = "Sort the greatest first." };
        var filter = new Option<string[]>("--filter") { Description = "Only runs that meet this: KEY=VALUE, KEY!=VALUE, KEY<N, KEY<=N, KEY>N, KEY>=N; repeatable.", HelpName = "CONDITION" };
        filter.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value))
            {
                try
                {
                    RunFilter.Parse(text);
                }
                catch (ArgumentException error)
                {
                    result.AddError(ErrorLine.Message(error));
                }
            }
        });
        var compare = new Option<bool>("--compare") { Description = "Put the runs side by side: settings that differ, and figures." };
        var csv = new Option<string?>("--csv") { Description = "Write every value of every run to this CSV.", HelpName = "FILE" };
        Option<bool> json = VerbOptions.Json();
        var command = new Command("runs", Description) { folders, sort, descending, filter, compare, csv, json };
        command.SetAction(result =>
        {
            RunTable table = RunTable.Find(result.GetRequiredValue(folders));
            table = (result.GetValue(filter) ?? []).Select(RunFilter.Parse).Aggregate(table, (left, condition) => left.Where(condition));
            table = result.GetValue(sort) is { } key ? table.OrderBy(key, result.GetValue(descending)) : table;
            if (result.GetValue(csv) is { } file)
            {
                table.WriteCsv(file);
            }

            return result.GetValue(compare)
                ? Compare(context.Output, new RunComparison(table.Runs), result.GetValue(json))
                : List(context.Output, table, result.GetValue(json));
        });
        return command;
    }

    private static int List(CommandOutput output, RunTable table, bool json)
    {
        if (json)
        {
            output.WriteJson(table.Runs.Select(run => RunValues.Of(run)
                .Append(new("path", run.Path))
                .Concat(run.Problem is { } problem ? [new KeyValuePair<string, object>("problem", problem)] : [])
                .ToDictionary(pair => pair.Key, pair => pair.Value is double number && !double.IsFinite(number) ? null : pair.Value, StringComparer.Ordinal)));
            return Application.Done;
        }

        if (table.Runs.Count == 0)
        {
            output.WriteLine("No runs.");
            return Application.Done;
        }

        string[] columns = [.. Columns.Where(column => table.Keys.Contains(column, StringComparer.Ordinal))];
        var text = new TextTable([.. columns, "time"]);
        foreach (TrackedRun run in table.Runs)
        {
            text.Add([.. columns.Select(column => RunValues.Show(table[run, column])), Time(run.Time)]);
        }

        Write(output, text);
        foreach (TrackedRun run in table.Runs.Where(run => run.Problem is not null))
        {
            output.WriteLine($"{run.Name}: {run.Problem}");
        }

        return Application.Done;
    }

    private static int Compare(CommandOutput output, RunComparison comparison, bool json)
    {
        if (json)
        {
            output.WriteJson(new
            {
                runs = comparison.Runs.Select(run => run.Name),
                settings = comparison.Settings.Select(Row),
                figures = comparison.Figures.Select(Row),
            });
            return Application.Done;
        }

        output.WriteLine(comparison.Settings.Count == 0 ? "The settings do not differ." : "Settings that differ");
        if (comparison.Settings.Count > 0)
        {
            Write(output, Table(comparison, comparison.Settings));
        }

        output.WriteLine();
        output.WriteLine("Figures");
        Write(output, Table(comparison, comparison.Figures));
        return Application.Done;
    }

    private static object Row(RunDifference row) => new
    {
        key = row.Key,
        values = row.Values.Select(value => value is double number && !double.IsFinite(number) ? null : value),
    };

    private static TextTable Table(RunComparison comparison, IReadOnlyList<RunDifference> rows)
    {
        var table = new TextTable(["", .. comparison.Runs.Select(run => run.Name)]);
        foreach (RunDifference row in rows)
        {
            table.Add([row.Key, .. row.Values.Select(RunValues.Show)]);
        }

        return table;
    }

    private static void Write(CommandOutput output, TextTable table)
    {
        foreach (string line in table.Lines())
        {
            output.WriteLine(line);
        }
    }

    private static string Time(TimeSpan? time) => time is { } length
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalHours}:{length.Minutes:00}:{length.Seconds:00}")
        : "-";
}
