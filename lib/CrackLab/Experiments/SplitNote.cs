using CrackLab.Data;

namespace CrackLab.Experiments;

/// <summary>Says what keeping groups together was good for.</summary>
internal static class SplitNote
{
    /// <summary>How many groups there are, the largest, and what a split at random would have leaked.</summary>
    public static string Of(ImageSet set, DataSplit split, HyperParameters settings)
    {
        int[] sizes = [.. set.Samples.CountBy(sample => sample.Group, StringComparer.Ordinal).Select(group => group.Value)];
        string groups = FormattableString.Invariant($"{sizes.Length} groups of copies and overlapping crops, the largest of {sizes.Max()}");
        if (settings.TestPart == 0)
        {
            return $"{groups}.";
        }

        double random = set.Split(settings.TrainPart, settings.ValidationPart, settings.TestPart, settings.Seed, Grouping.None).Leak;
        return FormattableString.Invariant(
            $"{groups}: {100 * split.Leak:0.0}% of the test pictures share one with a training picture; split at random, {100 * random:0.0}% would.");
    }
}
