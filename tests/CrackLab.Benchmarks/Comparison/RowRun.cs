namespace CrackLab.Benchmarks.Comparison;

/// <summary>Measures one line of the table.</summary>
/// <param name="inputs">The files that both sides read.</param>
/// <param name="repeats">Repeats, after two that do not count.</param>
internal sealed class RowRun(Inputs inputs, int repeats)
{
    private const int WarmUps = 2;

    /// <summary>Checks that all sides compute the same, then has them work in turns.</summary>
    /// <param name="row">The line.</param>
    /// <returns>One line of results, or two where memory is wanted.</returns>
    public IReadOnlyList<Result> Run(Row row)
    {
        string folder = inputs.FolderFor(row.Work);
        Check(row, folder);
        var workers = new List<WorkerProcess>();
        try
        {
            foreach (Contender contender in (IEnumerable<Contender>)[row.Ours, .. row.Peers])
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
        foreach (Contender contender in row.Peers)
        {
            WorkerProcess.Check(contender, row.Work, folder, peer);
            Agreement.Require(row.Work, ours, peer);
        }
    }

    private static List<Result> Summarize(Row row, List<WorkerProcess> workers)
    {
        WorkerProcess? best = workers.Skip(1).MaxBy(worker => worker.MedianRate);
        string? label = best is null ? null : row.Peers[workers.IndexOf(best) - 1].Label;
        List<Result> results =
        [
            new(row.Title, "images/s", workers[0].MedianRate, best?.MedianRate, label)
            {
                Target = row.Target,
                BestRatio = best is null ? null : workers[0].Rates.Max() / best.Rates.Max(),
            },
        ];
        if (row.ShowsMemory)
        {
            results.Add(new($"{row.Title}: peak memory", "MiB", workers[0].PeakMemory(), best?.PeakMemory(), label));
        }

        return results;
    }
}
