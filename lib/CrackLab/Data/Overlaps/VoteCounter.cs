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
    /// <param name="matches">Pairs of spots, as <see cref="SpotMatcher"/> gives them.</param>
    /// <param name="least">Fewest matches that a pair of pictures must have, and then as many that agree.</param>
    /// <returns>One candidate a pair of pictures, in the order of the pictures.</returns>
    public static List<Candidate> Count(Spot[] spots, ulong[] matches, int least)
    {
        var pictures = new ulong[matches.Length];
        for (int i = 0; i < matches.Length; i++)
        {
            pictures[i] = ((ulong)(uint)spots[(int)(matches[i] >> 32)].Picture << 32) | (uint)spots[(int)(uint)matches[i]].Picture;
        }

        Array.Sort(pictures, matches);
        var candidates = new List<Candidate>();
        for (int first = 0; first < matches.Length;)
        {
            int end = first + 1;
            while (end < matches.Length && pictures[end] == pictures[first])
            {
                end++;
            }

            if (end - first >= least && Best(spots, matches.AsSpan(first, Math.Min(MostVotes, end - first))) is var best && best.Votes >= least)
            {
                candidates.Add(best);
            }

            first = end;
        }

        return candidates;
    }

    private static Candidate Best(Spot[] spots, Span<ulong> matches)
    {
        matches.Sort();
        Span<(Symmetry Symmetry, float X, float Y)> votes = stackalloc (Symmetry, float, float)[matches.Length];
        for (int i = 0; i < votes.Length; i++)
        {
            Spot first = spots[(int)(matches[i] >> 32)], second = spots[(int)(uint)matches[i]];
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

        Spot one = spots[(int)(matches[0] >> 32)], other = spots[(int)(uint)matches[0]];
        return new Candidate(one.Picture, other.Picture, votes[best].Symmetry, votes[best].X, votes[best].Y, most);
    }
}
