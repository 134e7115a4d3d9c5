using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills;

/// <summary>Kills one scenario again and again.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="place">Where.</param>
/// <param name="random">Chooses when.</param>
internal sealed class KillRun(Scenario scenario, Workplace place, Random random)
{
    private const int Undisturbed = 2;

    private IReadOnlyDictionary<string, string> _expected = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Kills it at random times.</summary>
    /// <param name="moments">How often.</param>
    public KillRow ByTime(int moments)
    {
        var row = new KillRow(scenario.Name) { Skipped = scenario.Missing };
        if (row.Skipped is not null)
        {
            return row;
        }

        // The quicker of two: a machine with other work must not have every moment lie behind the end.
        row.Undisturbed = Enumerable.Range(0, Undisturbed).Select(_ => Complete(folder => scenario.Command(folder))).Min();
        for (int i = 0; i < moments; i++)
        {
            // Spread over the time and random within each part: few moments reach all of it.
            double at = (i + random.NextDouble()) / moments * scenario.Until;
            Try(row, new KillPoint(row.Undisturbed * at));
        }

        return row;
    }

    /// <summary>Kills it as it enters random calls that change what is on the disk.</summary>
    /// <param name="moments">How often.</param>
    public KillRow BySteps(int moments)
    {
        var row = new KillRow(scenario.Name) { Skipped = Strace.Missing ?? scenario.Missing };
        if (row.Skipped is not null)
        {
            return row;
        }

        string trace = place.Below("trace");
        row.Undisturbed = Complete(folder => scenario.Command(folder).After(Strace.Tracing(trace, Strace.Steps)));
        (string Call, int Count)[] calls = [.. Strace.Count(trace).Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        for (int i = 0; i < moments; i++)
        {
            (string call, int count) = calls[i % calls.Length];
            Try(row, new KillPoint(TimeSpan.Zero, call, random.Next(1, count + 1)));
        }

        return row;
    }

    private TimeSpan Complete(Func<string, Cracklab> command)
    {
        string folder = place.New(scenario.Name);
        try
        {
            scenario.Prepare(folder);
            TimeSpan time = command(folder).Run(scenario.Arguments(folder)).Done().Time;
            IReadOnlyDictionary<string, string> result = scenario.Result(folder);
            if (_expected.Count > 0)
            {
                Tree.RequireSame(_expected, result, $"{scenario.Name}, twice undisturbed");
            }

            _expected = result;
            scenario.RequireAtEnd(folder);
            return time;
        }
        finally
        {
            CleanUp(folder);
        }
    }

    private void Try(KillRow row, KillPoint point)
    {
        string folder = place.New(scenario.Name);
        try
        {
            scenario.Prepare(folder);
            if (scenario.Kill(folder, point))
            {
                row.AtWork.Add(point);
                scenario.RequireWhole(folder);
                if (!scenario.IsDone(folder))
                {
                    scenario.Command(folder).Run(scenario.Again(folder)).Done();
                }
            }
            else
            {
                row.Ended++;
            }

            Tree.RequireSame(_expected, scenario.Result(folder), scenario.Name);
            scenario.RequireAtEnd(folder);
        }
        catch (Exception problem)
        {
            row.Problems.Add($"killed {point}: {(problem is BrokenPromise ? problem.Message : problem)}");
        }
        finally
        {
            CleanUp(folder);
        }
    }

    private void CleanUp(string folder)
    {
        scenario.CleanUp(folder);
        Directory.Delete(folder, recursive: true);
    }
}
