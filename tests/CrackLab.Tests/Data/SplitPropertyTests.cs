using CrackLab.Data;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Data;

/// <summary>What holds for every split, held against sets and groups that FsCheck draws.</summary>
public sealed class SplitPropertyTests
{
    /// <summary>Sets of two to four classes in groups of one to nine, some of them across classes.</summary>
    private static readonly Gen<ImageSet> Sets =
        from classes in Gen.Choose(2, 4)
        from groups in Gen.Choose(4 * classes, 120)
        from mixed in Gen.Choose(0, 3)
        from seed in Gen.Choose(0, int.MaxValue)
        select Make(classes, groups, mixed, new Random(seed));

    private static readonly Gen<(double Train, double Validation, double Test)> Fractions =
        Gen.Elements((0.7, 0.2, 0.1), (0.6, 0.2, 0.2), (0.5, 0.5, 0.0), (0.8, 0.0, 0.2), (1.0, 0.0, 0.0), (0.34, 0.33, 0.33), (0.0, 0.5, 0.5));

    [Fact]
    public void Split_AnySetAndFractions_KeepsGroupsWholeAndLosesNothing() => Prop.ForAll(
        Sets.ToArbitrary(),
        Fractions.ToArbitrary(),
        Gen.Choose(0, 1000).ToArbitrary(),
        (set, fractions, seed) =>
        {
            DataSplit split = set.Split(fractions.Train, fractions.Validation, fractions.Test, seed, Grouping.Duplicates);
            ImageSet[] parts = [.. split.Parts()];
            double[] wanted = [fractions.Train, fractions.Validation, fractions.Test];

            Assert.Equal(set.Samples.OrderBy(sample => sample.Path, StringComparer.Ordinal), split.All.Samples);
            Assert.All(parts.SelectMany((part, i) => part.Samples.Select(sample => (sample.Sha256, Part: i))).GroupBy(pair => pair.Sha256, StringComparer.Ordinal), group => Assert.Single(group.Select(pair => pair.Part).Distinct()));
            Assert.Equal(0, split.Leak);
            int largest = set.Samples.GroupBy(sample => sample.Sha256, StringComparer.Ordinal).Max(group => group.Count());
            for (int part = 0; part < parts.Length; part++)
            {
                if (wanted[part] == 0) Assert.Empty(parts[part].Samples);
                else Assert.All(parts[part].ClassCounts, (count, label) => Assert.True(count > 0, $"part {part} has none of class {label}"));

                // As near to the fraction as whole groups, and the classes' need of one in each part, allow.
                Assert.InRange(parts[part].Count - (wanted[part] * set.Count), -largest * (set.Classes.Count + 1), largest * (set.Classes.Count + 1));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Split_AnySet_FollowsFromTheSeedAlone() => Prop.ForAll(
        Sets.ToArbitrary(),
        Gen.Choose(0, 1000).ToArbitrary(),
        (set, seed) =>
        {
            var shuffled = new ImageSet(set.Root, set.Classes, [.. set.Samples.OrderBy(sample => sample.Sha256, StringComparer.Ordinal)]);
            DataSplit one = set.Split(0.7, 0.2, 0.1, seed, Grouping.Duplicates), other = shuffled.Split(0.7, 0.2, 0.1, seed, Grouping.Duplicates);

            Assert.Equal(one.Parts().Select(part => part.Fingerprint), other.Parts().Select(part => part.Fingerprint));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Split_SmallSetsInAnotherOrder_AreTheSame()
    {
        // Few groups, so that parts which miss a class are mended; what is moved there must not hang on the order.
        for (int seed = 0; seed < 300; seed++)
        {
            ImageSet set = Make(classes: 3, groups: 12 + (seed % 9), mixed: 3, new Random(seed));
            var shuffled = new ImageSet(set.Root, set.Classes, [.. set.Samples.OrderBy(sample => sample.Sha256, StringComparer.Ordinal)]);

            Assert.Equal(
                set.Split(0.7, 0.2, 0.1, seed, Grouping.Duplicates).Parts().Select(part => part.Fingerprint),
                shuffled.Split(0.7, 0.2, 0.1, seed, Grouping.Duplicates).Parts().Select(part => part.Fingerprint));
        }
    }

    [Fact]
    public void Split_FewLargeGroups_EveryPartHasEveryClass()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            DataSplit split = Make(classes: 2, groups: 6 + (seed % 3), mixed: 0, new Random(seed)).Split(0.34, 0.33, 0.33, seed, Grouping.Duplicates);

            Assert.All(split.Parts(), part => Assert.DoesNotContain(0, part.ClassCounts));
        }
    }

    [Fact]
    public void Split_GroupsThatWouldFillASmallPart_AreTrainedOn()
    {
        IEnumerable<(string, int, string)> large = Enumerable.Range(0, 20).Select(i => ($"large/{i}.jpg", i / 5 % 2, $"large {i / 5}"));
        IEnumerable<(string, int, string)> single = Enumerable.Range(0, 20).Select(i => ($"single/{i}.jpg", i % 2, $"single {i}"));

        DataSplit split = TestSets.Of(["a", "b"], large.Concat(single)).Split(0.6, 0.2, 0.2, seed: 1, Grouping.Duplicates);

        Assert.Equal(20, split.Train.Samples.Count(sample => sample.Path.StartsWith("large/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Folds_AnySet_KeepGroupsWholeAndEveryClassInEach() => Prop.ForAll(
        Sets.ToArbitrary(),
        Gen.Choose(2, 4).ToArbitrary(),
        (set, count) =>
        {
            IReadOnlyList<int> folds = set.Folds(count);

            Assert.Equal(set.Count, folds.Count);
            Assert.All(folds, fold => Assert.InRange(fold, 0, count - 1));
            Assert.All(set.Samples.Zip(folds).GroupBy(pair => pair.First.Group, StringComparer.Ordinal), group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
            Assert.Equal(count * set.Classes.Count, set.Samples.Zip(folds).Select(pair => (pair.First.Label, pair.Second)).Distinct().Count());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void SquareTransforms_AnyTwo_AreAThird()
    {
        const int Size = 5;
        byte[] picture = new byte[Size * Size * 3];
        new Random(1).NextBytes(picture);
        (bool H, bool V, int T)[] all = [.. from h in new[] { false, true } from v in new[] { false, true } from t in Enumerable.Range(0, 4) select (h, v, t)];
        Prop.ForAll(Gen.Elements(all).Two().ToArbitrary(), pair =>
        {
            byte[] both = Apply(Apply(picture, pair.Item1), pair.Item2);
            Assert.Contains(all, one => Apply(picture, one).AsSpan().SequenceEqual(both));
            Assert.Contains(all, undo => Apply(both, undo).AsSpan().SequenceEqual(picture));
        }).QuickCheckThrowOnFailure();

        Assert.Equal(8, all.Select(one => Convert.ToHexString(Apply(picture, one))).Distinct(StringComparer.Ordinal).Count());

        static byte[] Apply(byte[] picture, (bool H, bool V, int T) how)
        {
            byte[] moved = new byte[picture.Length];
            SquareTransform.Create(Size, how.H, how.V, how.T).Apply(picture, moved);
            return moved;
        }
    }

    private static ImageSet Make(int classes, int groups, int mixed, Random random)
    {
        List<(string, int, string)> files = [];
        for (int group = 0; group < groups; group++)
        {
            int label = group % classes;
            for (int i = random.Next(1, 10); i > 0; i--)
            {
                int own = mixed > 0 && random.Next(8) < mixed && group >= 4 * classes ? random.Next(classes) : label;
                files.Add(($"{group}/{i}.jpg", own, $"{group}"));
            }
        }

        return TestSets.Of([.. Enumerable.Range(0, classes).Select(label => $"class{label}")], files);
    }
}
