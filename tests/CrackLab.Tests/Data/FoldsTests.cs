using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class FoldsTests
{
    [Theory]
    [InlineData(5, new[] { 100, 100 })]
    [InlineData(4, new[] { 80, 8 })]
    [InlineData(2, new[] { 7, 9, 11 })]
    public void Folds_SinglePictures_AreOfOneSizeAndMixture(int count, int[] perClass)
    {
        ImageSet set = TestSets.Of(perClass);
        IReadOnlyList<int> folds = set.Folds(count);
        Assert.Equal(set.Count, folds.Count);
        for (int fold = 0; fold < count; fold++)
        {
            int[] counts = [.. set.Pick(Enumerable.Range(0, set.Count).Where(index => folds[index] == fold)).ClassCounts];
            Assert.All(counts, (images, label) => Assert.InRange(images, perClass[label] / count, (perClass[label] + count - 1) / count));
        }
    }

    [Fact]
    public void Folds_Groups_StayWhole()
    {
        ImageSet set = TestSets.Of(["a", "b"],
            Enumerable.Range(0, 120).Select(number => ($"{(number % 2 == 0 ? "a" : "b")}/{number:D3}", number % 2, $"content {number / 4}")));
        IReadOnlyList<int> folds = set.Folds(5);
        Assert.Equal(5, folds.Distinct().Count());
        Assert.All(
            Enumerable.Range(0, set.Count).GroupBy(index => set.Samples[index].Group),
            group => Assert.Single(group.Select(index => folds[index]).Distinct()));
    }

    [Fact]
    public void Folds_Seed_DecidesThem()
    {
        ImageSet set = TestSets.Of(40, 40);
        Assert.Equal(set.Folds(4, seed: 3), set.Folds(4, seed: 3));
        Assert.NotEqual(set.Folds(4, seed: 3), set.Folds(4, seed: 4));
    }

    [Fact]
    public void Folds_TooFewGroups_NamesTheClass()
    {
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => TestSets.Of(10, 3).Folds(4));
        Assert.Contains("expected at least 4 groups of class 'class1', one for each part, received 3 (3 pictures)", e.Message);
    }

    [Fact]
    public void Folds_One_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => TestSets.Of(10, 10).Folds(1));
}
