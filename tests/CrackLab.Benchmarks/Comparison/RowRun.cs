namespace CrackLab.Benchmarks.Comparison;

/// <summary>Measures one line of the table.</summary>
/// <param name="inputs">The files that both sides read.</param>
/// <param name="repeats">Repeats, after two that do not count.</param>
internal sealed class RowRun(Inputs inputs, int repeats)
{
    private const int WarmUps = 2;

    /// <summary>Checks that all sides compute the same, then has them work in turns.</summary>
    /// <param name="row">The line.</param>
    /// <returns>One line of results, for each opponent, or two where memory is wanted.</returns>
    public IReadOnlyList<Result> Run(Row row)
    {
        string folder = inputs.FolderFor(row.Work);
        Check(row, folder);
        var workers = new List<WorkerProcess>();
        try
        {
            foreach (Contender contender in (IEnumerable<Contender>)[row.Ours, .. Peers(row)])
            {
                workers.Add(WorkerProcess.Start(contender, row.Work, folder));
            }

            for (int repeat = -WarmUps; repeat < repeats; repeat++)
            {
                foreach (WorkerProcess worker in workers)
                {
                    double rate = worker.Run();
                    if (repeat >= 0)
                    {
                        worker.Rates.Add(rate);
                    }
                }
            }

            return Summarize(row, workers);
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    private void Check(Row row, string folder)
    {
        string ours = inputs.OutputFile("ours");
        string peer = inputs.OutputFile("peer");
        WorkerProcess.Check(row.Ours, row.Work, folder, ours);
        foreach (Contender contender in Peers(row))
        {
            WorkerProcess.Check(contender, row.Work, folder, peer);
            Agreement.Require(row.Work, ours, peer);
        }
    }

    private static IEnumerable<Contender> Peers(Row row) => row.Opponents.SelectMany(opponent => opponent.Contenders);

    private static List<Result> Summarize(Row row, List<WorkerProcess> workers)
    {
        WorkerProcess ours = workers[0];
        var results = new List<Result>();
        foreach (Opponent opponent in row.Opponents)
        {
            WorkerProcess? best = workers.Skip(1).Where(worker => opponent.Contenders.Contains(worker.Contender)).MaxBy(worker => worker.MedianRate);
            string label = best?.Contender.Label ?? opponent.HowToInstall;
            results.Add(new(row.Title, "images/s", ours.MedianRate, best?.MedianRate, label)
            {
                Target = opponent.Target,
                BestRatio = best is null ? null : ours.Rates.Max() / best.Rates.Max(),
            });
            if (row.ShowsMemory)
            {
                results.Add(new($"{row.Title}: peak memory", "MiB", ours.PeakMemory(), best?.PeakMemory(), label) { Target = 1, LessIsBetter = true });
            }
        }

        return results;
    }
}
