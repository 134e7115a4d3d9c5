namespace CrackLab.Evaluation;

/// <summary>McNemar's test: whether two classifiers that differ on some images differ in accuracy.</summary>
/// <remarks>
/// Q. McNemar, Psychometrika 12 (1947). Only the images that one of the two gets right count: were both as good, each would be
/// right on half of them. M. W. Fagerland, S. Lydersen, P. Laake, BMC Medical Research Methodology 13:91 (2013), find the exact
/// test too cautious and recommend the mid-p value. Both take images as independent: crops of one photograph are not.
/// </remarks>
public static class McNemarTest
{
    /// <summary>Exact two-sided p: the binomial chance of a division at least as uneven.</summary>
    /// <param name="onlyFirst">Images that only the first gets right, at least 0.</param>
    /// <param name="onlySecond">Images that only the second gets right, at least 0.</param>
    /// <returns>min(1, 2·P(X ≤ min)), X binomial of n = <paramref name="onlyFirst"/> + <paramref name="onlySecond"/> and 1/2; 1 for n = 0.</returns>
    public static double ExactP(long onlyFirst, long onlySecond)
    {
        (double tail, _) = Tail(onlyFirst, onlySecond);
        return Math.Min(1, 2 * tail);
    }

    /// <summary>Two-sided mid-p: the division itself counts half.</summary>
    /// <param name="onlyFirst">Images that only the first gets right, at least 0.</param>
    /// <param name="onlySecond">Images that only the second gets right, at least 0.</param>
    /// <returns>ExactP - P(X = min); 1 - P(X = min)/2 where both are equal; 1 for none at all.</returns>
    public static double MidP(long onlyFirst, long onlySecond)
    {
        (double tail, double point) = Tail(onlyFirst, onlySecond);
        return onlyFirst + onlySecond == 0 ? 1
            : onlyFirst == onlySecond ? 1 - (point / 2)
            : (2 * tail) - point;
    }

    /// <summary>P(X ≤ min) and P(X = min).</summary>
    private static (double Tail, double Point) Tail(long onlyFirst, long onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        long count = onlyFirst + onlySecond, least = Math.Min(onlyFirst, onlySecond);
        double logPoint = -count * Math.Log(2);
        for (long k = 1; k <= least; k++)
            logPoint += Math.Log(count - least + k) - Math.Log(k);
        double point = Math.Exp(logPoint), term = point, tail = point;
        for (long k = least; k > 0 && term > 0; k--)
        {
            term *= (double)k / (count - k + 1);
            tail += term;
        }
        return (tail, point);
    }
}
