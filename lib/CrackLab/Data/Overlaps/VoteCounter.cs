namespace CrackLab.Data.Overlaps;

/// <summary>Makes matches of spots into candidates: of each pair of pictures the placement that most matches agree on.</summary>
internal static class VoteCounter
{
    // Steps within which placements agree.
    private const float Agreement = 1.6f;

    // More matches than that of one pair say nothing new.
    private const int MostVotes = 48;

    /// <summary>Counts.</summary>
    /// <param name="spots">The spots.</param>
    /// <param name="matches">Keys of matches, as <see cref="SpotMatcher"/> gives them.</param>
    /// <param name="least">Fewest matches that a pair of pictures must have, and then as many that agree.</param>
    /// <returns>One candidate a pair of pictures, in the order of the pictures.</returns>
    public static List<Candidate> Count(SpotTable spots, ReadOnlySpan<ulong> matches, int least)
    {
        var candidates = new List<Candidate>();
        for (int first = 0; first < matches.Length;)
        {
            int end = first + 1;
            while (end < matches.Length && new SpotMatch(matches[end]).Pair == new SpotMatch(matches[first]).Pair)
            {
                end++;
            }

            if (end - first >= least && Best(spots, matches[first..Math.Min(first + MostVotes, end)]) is var best && best.Votes >= least)
            {
                candidates.Add(best);
            }

            first = end;
        }

        return candidates;
    }

    private static Candidate Best(SpotTable spots, ReadOnlySpan<ulong> matches)
    {
        Span<(Symmetry Symmetry, float X, float Y)> votes = stackalloc (Symmetry, float, float)[matches.Length];
        for (int i = 0; i < votes.Length; i++)
        {
            (Spot first, Spot second) = spots[new SpotMatch(matches[i])];
            Symmetry symmetry = Symmetry.All[first.Symmetry].Then(Symmetry.All[second.Symmetry].Inverse);
            (double x, double y) = symmetry.Apply(first.X, first.Y);
            votes[i] = (symmetry, second.X - (float)x, second.Y - (float)y);
        }

        int best = 0, most = 0;
        for (int i = 0; i < votes.Length; i++)
        {
            int agreeing = 0;
            foreach ((Symmetry symmetry, float x, float y) in votes)
            {
                bool agrees = symmetry == votes[i].Symmetry
                    && Math.Abs(x - votes[i].X) <= Agreement && Math.Abs(y - votes[i].Y) <= Agreement;
                agreeing += agrees ? 1 : 0;
            }

            if (agreeing > most)
            {
                (best, most) = (i, agreeing);
            }
        }

        var pair = new SpotMatch(matches[0]);
        return new Candidate(pair.First, pair.Second, votes[best].Symmetry, votes[best].X, votes[best].Y, most);
    }
}
