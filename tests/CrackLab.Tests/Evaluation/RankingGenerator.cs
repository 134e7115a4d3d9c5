using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Evaluation;

/// <summary>Makes rankings of 2 to 60 images with many ties, both classes among them.</summary>
internal static class RankingGenerator
{
    public static Arbitrary<(float[] Scores, bool[] IsPositive)> Rankings { get; } = Make().ToArbitrary();

    private static Gen<(float[] Scores, bool[] IsPositive)> Make() =>
        from count in Gen.Choose(2, 60)
        from scores in Gen.Choose(0, 20).ArrayOf(count)
        from labels in Gen.Choose(0, 1).ArrayOf(count)
        where labels.Distinct().Count() == 2
        select (
            scores.Select(score => score / 20f).ToArray(),
            labels.Select(label => label == 1).ToArray());
}
