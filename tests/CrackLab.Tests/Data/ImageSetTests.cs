using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class ImageSetTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void FromFiles_IdenticalCopies_ShareTheGroupOfTheFirst()
    {
        ImageSet set = TestSets.Of(["a", "b"], [("a/1", 0, "x"), ("a/2", 0, "y"), ("b/1", 1, "x")]);
        Assert.Equal(["a/1", "a/2", "a/1"], set.Samples.Select(sample => sample.Group));
    }

    [Fact]
    public void WithGroups_ChainsOfCopiesPhotosAndTwins_BecomeOneGroup()
    {
        ImageSet set = TestSets.Of(["a", "b"],
            [("a/1", 0, "1"), ("a/2", 0, "2"), ("a/3", 0, "3"), ("a/4", 0, "2"), ("a/5", 0, "5"), ("b/1", 1, "6"), ("b/2", 1, "7")]);
        GroupTable table = Table("path,sha1,photo_group,twin_group\na/1,?,p,\na/2,?,p,\na/4,?,q,\na/5,?,q,t\nb/2,?,r,t\nelsewhere,?,q,\n");
        ImageSet grouped = set.WithGroups(table);
        Assert.Equal(["a/1", "a/1", "a/3", "a/1", "a/1", "b/1", "a/1"], grouped.Samples.Select(sample => sample.Group));
        Assert.True(grouped.HasPhotoGroups);
        Assert.False(set.HasPhotoGroups);
        Assert.Equal(set.Fingerprint, grouped.Fingerprint);
    }

    [Fact]
    public void WithGroups_TableOfAnotherFolder_SaysSo()
    {
        InvalidDataException e = Assert.Throws<InvalidDataException>(
            () => TestSets.Of(2, 2).WithGroups(Table("path,photo_group\ncracks/class0/00000.jpg,p\n")));
        Assert.Contains("such as 'class0/00000.jpg', received 'cracks/class0/00000.jpg'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fingerprint_OrderOfSamples_DoesNotMatterButLabelAndContentDo()
    {
        ImageSet Set(params (string, int, string)[] files) => TestSets.Of(["a", "b"], files);
        string one = Set(("a/1", 0, "x"), ("b/1", 1, "y")).Fingerprint;
        Assert.Equal(one, Set(("b/1", 1, "y"), ("a/1", 0, "x")).Fingerprint);
        Assert.NotEqual(one, Set(("a/1", 1, "x"), ("b/1", 1, "y")).Fingerprint);
        Assert.NotEqual(one, Set(("a/1", 0, "z"), ("b/1", 1, "y")).Fingerprint);
        Assert.NotEqual(one, Set(("a/2", 0, "x"), ("b/1", 1, "y")).Fingerprint);
        Assert.Equal(64, one.Length);
    }

    [Theory]
    [InlineData(10, new[] { 7, 3 })]
    [InlineData(1, new[] { 1, 0 })]
    [InlineData(2, new[] { 1, 1 })]
    [InlineData(99, new[] { 69, 30 })]
    public void Limit_Counts_KeepTheMixture(int count, int[] expected)
    {
        ImageSet set = TestSets.Of(70, 30);
        ImageSet part = set.Limit(count, seed: 1);
        Assert.Equal(expected, part.ClassCounts);
        Assert.Equal(part.Samples.OrderBy(sample => sample.Path, StringComparer.Ordinal), part.Samples);
        Assert.Equal(part.Samples, set.Limit(count, seed: 1).Samples);
    }

    [Fact]
    public void Limit_OneRareClass_KeepsOneOfIt() => Assert.Equal([9, 1, 0], TestSets.Of(1000, 2, 0).Limit(10).ClassCounts);

    [Fact]
    public void Limit_OtherSeed_TakesOthers() =>
        Assert.NotEqual(TestSets.Of(70, 30).Limit(10, 1).Samples, TestSets.Of(70, 30).Limit(10, 2).Samples);

    [Fact]
    public void Limit_MoreThanThereAre_GivesTheSet()
    {
        ImageSet set = TestSets.Of(3, 3);
        Assert.Same(set, set.Limit(6));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Limit(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TestSets.Of(0, 0).Limit(0));
    }

    [Fact]
    public void Constructor_BadSamples_AreRefused()
    {
        var sample = new Sample("a/1", 0, TestSets.Hash(""), "a/1");
        Assert.Throws<ArgumentException>(() => new ImageSet("/data", ["a"], [sample with { Label = 1 }]));
        Assert.Throws<ArgumentException>(() => new ImageSet("/data", ["a"], [sample, sample]));
    }

    [Fact]
    public void FullPath_Sample_IsBelowTheRoot() => Assert.Equal(
        Path.GetFullPath("/data/class0/00000.jpg"), TestSets.Of(1, 1).FullPath(TestSets.Of(1, 1).Samples[0]));

    public void Dispose() => _folder.Dispose();

    private GroupTable Table(string text) => GroupTable.Read(_folder.Write("groups.csv", text));
}
