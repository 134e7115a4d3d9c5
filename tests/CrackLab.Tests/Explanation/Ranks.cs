namespace CrackLab.Tests.Explanation;

/// <summary>Spearman's rank correlation.</summary>
internal static class Ranks
{
    /// <summary>-1..1; 0 where one side does not vary.</summary>
    public static double Correlation(IReadOnlyList<float> first, IReadOnlyList<float> second)
    {
        double[] a = Of(first), b = Of(second);
        double meanA = a.Average(), meanB = b.Average();
        double product = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        double spread = Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
        return spread == 0 ? 0 : product / spread;
    }

    private static double[] Of(IReadOnlyList<float> values)
    {
        double[] ranks = new double[values.Count];
        int done = 0;
        foreach (IGrouping<float, int> ties in Enumerable.Range(0, values.Count).GroupBy(i => values[i]).OrderBy(group => group.Key))
        {
            int count = ties.Count();
            foreach (int i in ties)
                ranks[i] = done + ((count - 1) / 2.0);
            done += count;
        }

        return ranks;
    }
}
