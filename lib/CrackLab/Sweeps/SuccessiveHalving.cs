namespace CrackLab.Sweeps;

/// <summary>Asynchronous successive halving: all trials get a few epochs, the better ones more, the best all of them.</summary>
/// <remarks>
/// Li et al., "A system for massively parallel hyperparameter tuning", MLSys 2020 (ASHA). A trial climbs as soon as it is
/// among the best 1/<see cref="Factor"/> of those that ended its rung; nobody waits for a rung to be full. Two things are
/// stricter than in the paper: since the number of trials is known, all begin before the first climbs, so that early comers
/// take nobody's place; and never more than 1/<see cref="Factor"/> of a rung climb.
/// </remarks>
public sealed record SuccessiveHalving
{
    /// <summary>Epochs of the lowest rung, at least 1.</summary>
    public int MinEpochs { get; init; } = 1;

    /// <summary>Factor from rung to rung: that many times the epochs, for one in that many trials; at least 2.</summary>
    public int Factor { get; init; } = 3;

    /// <summary>Epochs of each rung, counted from a trial's beginning, the lowest first.</summary>
    /// <param name="epochs">Epochs of the highest rung, at least <see cref="MinEpochs"/>.</param>
    public IReadOnlyList<int> Rungs(int epochs)
    {
        List<int> rungs = [];
        for (long rung = MinEpochs; rung < epochs; rung *= Factor)
        {
            rungs.Add((int)rung);
        }

        return [.. rungs, epochs];
    }

    /// <summary>Trials that it takes so that one reaches the highest rung.</summary>
    /// <param name="epochs">Epochs of the highest rung.</param>
    public long LeastTrials(int epochs) => (long)Math.Pow(Factor, Rungs(epochs).Count - 1);

    /// <summary>The next trial to climb, from the highest rung that has one.</summary>
    /// <param name="ended">For each rung the trials that ended it, with their scores; not a number for a failure.</param>
    /// <param name="begun">For each rung the trials that have begun or ended it.</param>
    /// <returns>The trial, and the rung that it is to begin; <see langword="null"/> where none may climb yet.</returns>
    public (int Trial, int Rung)? Promote(
        IReadOnlyList<IReadOnlyList<(int Trial, double Score)>> ended, IReadOnlyList<IReadOnlySet<int>> begun)
    {
        ArgumentNullException.ThrowIfNull(ended);
        ArgumentNullException.ThrowIfNull(begun);
        for (int rung = ended.Count - 2; rung >= 0; rung--)
        {
            if (begun[rung + 1].Count >= ended[rung].Count / Factor)
            {
                continue;
            }

            (int Trial, double Score)[] left =
            [
                .. ended[rung].Where(item => !double.IsNaN(item.Score) && !begun[rung + 1].Contains(item.Trial))
                    .OrderByDescending(item => item.Score).ThenBy(item => item.Trial),
            ];
            if (left.Length > 0)
            {
                return (left[0].Trial, rung + 1);
            }
        }

        return null;
    }
}
