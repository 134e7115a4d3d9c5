using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class SplitTests : IDisposable
{
    // What the first system gave; it is the same on all or a shared split would not be.
    private const string PinnedTest = "class0/00001.jpg class0/00004.jpg class1/00000.jpg";

    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData(new[] { 1000, 1000 })]
    [InlineData(new[] { 903, 57 })]
    [InlineData(new[] { 10, 200, 77, 31 })]
    public void Split_SinglePictures_MeetTheFractionsInEveryClass(int[] perClass)
    {
        ImageSet set = TestSets.Of(perClass);
        DataSplit split = set.Split(0.7, 0.2, 0.1, keepTogether: Grouping.Duplicates);
        Assert.Equal(set.Samples, split.All.Samples);
        for (int label = 0; label < perClass.Length; label++)
        {
            Assert.Equal([0.7, 0.2, 0.1], split.Parts().Select(part => (double)part.ClassCounts[label] / perClass[label]),
                (expected, actual) => Math.Abs(expected - actual) <= 1.0 / perClass[label]);
        }
    }

    [Fact]
    public void Split_SameSeed_GivesTheSamePartsWhateverTheOrderOfTheSet()
    {
        ImageSet set = TestSets.Of(50, 50);
        var reversed = new ImageSet(set.Root, set.Classes, [.. set.Samples.Reverse()]);
        DataSplit one = set.Split(0.6, 0.2, 0.2, seed: 7, keepTogether: Grouping.Duplicates);
        Assert.Equal(one.Test.Samples, set.Split(0.6, 0.2, 0.2, seed: 7, keepTogether: Grouping.Duplicates).Test.Samples);
        Assert.Equal(one.Test.Fingerprint, reversed.Split(0.6, 0.2, 0.2, seed: 7, keepTogether: Grouping.Duplicates).Test.Fingerprint);
        Assert.NotEqual(one.Test.Fingerprint, set.Split(0.6, 0.2, 0.2, seed: 8, keepTogether: Grouping.Duplicates).Test.Fingerprint);
    }

    [Fact]
    public void Split_KnownSeed_IsTheSameOnEverySystem()
    {
        DataSplit split = TestSets.Of(6, 6).Split(0.5, 0.25, 0.25, seed: 42, keepTogether: Grouping.Duplicates);
        Assert.Equal(PinnedTest, string.Join(' ', split.Test.Samples.Select(sample => sample.Path)));
    }

    [Fact]
    public void Split_Duplicates_StayTogetherAlsoAcrossClasses()
    {
        ImageSet set = TestSets.Of(["a", "b"], Enumerable.Range(0, 300).Select(number =>
            ($"{(number % 2 == 0 ? "a" : "b")}/{number:D3}", number % 2, $"{number % 100}")));
        DataSplit split = set.Split(0.7, 0.2, 0.1, keepTogether: Grouping.Duplicates);
        AssertNoKeyInTwoParts(split, sample => sample.Sha256);
        Assert.Equal([210, 60, 30], split.Parts().Select(part => part.Count), (a, b) => Math.Abs(a - b) <= 3);
    }

    [Fact]
    public void Split_NoGrouping_MaySeparateCopies()
    {
        ImageSet set = TestSets.Of(["a", "b"], Enumerable.Range(0, 40).Select(number =>
            ($"{(number < 20 ? "a" : "b")}/{number:D3}", number < 20 ? 0 : 1, number < 20 ? "same" : $"{number}")));
        Assert.All(set.Split(0.5, 0.25, 0.25, keepTogether: Grouping.None).Parts(), part => Assert.NotEqual(0, part.ClassCounts[0]));
    }

    [Fact]
    public void Split_Photos_StayTogether()
    {
        ImageSet set = TestSets.Of(400, 400);
        IEnumerable<string> rows = set.Samples.Select((sample, index) => $"{sample.Path},p{sample.Label}-{index % 400 % 60}");
        ImageSet grouped = set.WithGroups(GroupTable.Read(_folder.Write("g.csv", "path,photo_group\n" + string.Join('\n', rows))));
        DataSplit split = grouped.Split(0.7, 0.2, 0.1, keepTogether: Grouping.Photo);
        AssertNoKeyInTwoParts(split, sample => sample.Group);
        Assert.Equal([560, 160, 80], split.Parts().Select(part => part.Count), (a, b) => Math.Abs(a - b) <= 8);
        Assert.All(split.Parts(), part => Assert.True(part.HasPhotoGroups));
        Assert.True(split.All.HasPhotoGroups);
        Assert.False(set.Split(0.7, 0.2, 0.1, keepTogether: Grouping.None).All.HasPhotoGroups);
    }

    [Fact]
    public void Split_ByDefault_LooksAtThePixels() => Assert.Contains(
        "expected the file that was inspected",
        Assert.Throws<InvalidDataException>(() => TestSets.Of(9, 9).Split(0.6, 0.2, 0.2)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Leak_CopiesInBothParts_IsTheirShareOfTheTestPart()
    {
        ImageSet set = TestSets.Of(["a", "b"], Enumerable.Range(0, 400).Select(number => ($"{number:D3}", number % 2, $"{number / 4}")));
        Assert.Equal(0, set.Split(0.5, 0, 0.5, keepTogether: Grouping.Duplicates).Leak);
        Assert.InRange(set.Split(0.5, 0, 0.5, keepTogether: Grouping.None).Leak, 0.75, 0.99);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Split_GroupLargerThanHalfAPart_GoesToTraining(int seed)
    {
        // 12 of 200 are more than half of the test part (20), not of the validation part (40).
        ImageSet set = TestSets.Of(["a", "b"], Enumerable.Range(0, 200).Select(number =>
            ($"{(number % 2 == 0 ? "a" : "b")}/{number:D3}", number % 2, number < 60 ? $"big{number % 2}" : number < 72 ? "twelve" : $"{number}")));
        DataSplit split = set.Split(0.7, 0.2, 0.1, seed, keepTogether: Grouping.Duplicates);
        Assert.Equal(60, split.Train.Samples.Count(sample => sample.Sha256 == TestSets.Hash("big0") || sample.Sha256 == TestSets.Hash("big1")));
        Assert.DoesNotContain(split.Test.Samples, sample => sample.Sha256 == TestSets.Hash("twelve"));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(3, 100)]
    [InlineData(4, 7)]
    public void Split_FewPictures_StillReachEveryPart(int first, int second)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Assert.All(TestSets.Of(first, second).Split(0.9, 0.05, 0.05, seed, keepTogether: Grouping.Duplicates).Parts(), part => Assert.DoesNotContain(0, part.ClassCounts));
        }
    }

    [Fact]
    public void Split_TwoPartsOnly_LeavesTheThirdEmpty()
    {
        DataSplit split = TestSets.Of(2, 2).Split(0.5, 0.5, 0, keepTogether: Grouping.Duplicates);
        Assert.Equal([2, 2, 0], split.Parts().Select(part => part.Count));
    }

    [Theory]
    [InlineData(0.7, 0.2, 0.2)]
    [InlineData(1.2, -0.1, -0.1)]
    [InlineData(double.NaN, 0.5, 0.5)]
    [InlineData(0, 0, 0)]
    public void Split_BadFractions_AreRefused(double train, double validation, double test) => Assert.Contains(
        "expected three fractions from 0 to 1 that sum to 1, received",
        Assert.Throws<ArgumentException>(() => TestSets.Of(9, 9).Split(train, validation, test, keepTogether: Grouping.Duplicates)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Split_OneClass_SaysSo() => AssertInvalid(TestSets.Of(9), "expected at least 2 classes, received 1 ('class0')");

    [Fact]
    public void Split_TwoPicturesForThreeParts_SaysSo() =>
        AssertInvalid(TestSets.Of(9, 2), "expected at least 3 groups of class 'class1', one for each part, received 2 (2 pictures)");

    [Fact]
    public void Split_ClassWithoutPictures_SaysSo() => AssertInvalid(TestSets.Of(9, 0), "received 0 (0 pictures)");

    [Fact]
    public void Split_AllCopiesOfOne_SaysSo() => AssertInvalid(
        TestSets.Of(["a", "b"], Enumerable.Range(0, 20).Select(number => ($"{number}", number % 2, number % 2 == 0 ? "same" : $"{number}"))),
        "class 'a', one for each part, received 1 (10 pictures)");

    [Fact]
    public void WriteCsv_OddNames_ComeBack()
    {
        ImageSet set = TestSets.Of(["it's \"b\"", "a, 😀"], Enumerable.Range(0, 12).Select(number =>
            ($"x/{number} \"q\",\n'é'.jpg", number % 2, $"{number / 2}")));
        DataSplit split = set.Split(0.5, 0.25, 0.25, keepTogether: Grouping.None);
        split.WriteCsv(_folder["run/split.csv"]);
        DataSplit read = DataSplit.ReadCsv(_folder["run/split.csv"], set.Root, set.Classes);
        Assert.Equal(split.Parts().SelectMany(part => part.Samples), read.Parts().SelectMany(part => part.Samples));
        Assert.Equal(split.Parts().Select(part => part.Fingerprint), read.Parts().Select(part => part.Fingerprint));
        Assert.Null(read.Seed);
        Assert.StartsWith("path,label,group,subset,sha256\n", File.ReadAllText(_folder["run/split.csv"]), StringComparison.Ordinal);
        Assert.Equal(["split.csv"], _folder.Snapshot("run").Keys);
    }

    [Fact]
    public void ReadCsv_WithoutClasses_OrdersThemAsTheFolderDoes()
    {
        ImageSet set = TestSets.Of(["Sound", "Positive"], Enumerable.Range(0, 8).Select(number => ($"{number}", number % 2, $"{number}")));
        DataSplit split = set.Split(0.5, 0.5, 0, keepTogether: Grouping.Duplicates);
        split.WriteCsv(_folder["split.csv"]);
        Assert.Equal(set.Classes, DataSplit.ReadCsv(_folder["split.csv"], set.Root).Train.Classes);
    }

    [Theory]
    [InlineData("a/1,b,a/1,train,{0}", "line 3")]
    [InlineData("a/2,c,a/2,train,{0}", "line 3")]
    [InlineData("a/2,b,a/2,training,{0}", "line 3")]
    [InlineData("a/2,b,a/2,train,abc", "line 3")]
    [InlineData("a/2,b,a/2,train,ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ", "line 3")]
    public void ReadCsv_FaultyLine_IsNamed(string line, string expected)
    {
        string hash = TestSets.Hash("x");
        _folder.Write("split.csv", $"path,label,group,subset,sha256\na/1,a,a/1,train,{hash}\n{line.Replace("{0}", hash, StringComparison.Ordinal)}\n");
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(
            () => DataSplit.ReadCsv(_folder["split.csv"], "/data", ["a", "b"])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertInvalid(ImageSet set, string expected) => Assert.Contains(
        expected, Assert.Throws<InvalidDataException>(() => set.Split(0.7, 0.2, 0.1, keepTogether: Grouping.Duplicates)).Message, StringComparison.Ordinal);

    private static void AssertNoKeyInTwoParts(DataSplit split, Func<Sample, string> key) => Assert.Equal(
        split.Parts().Sum(part => part.Samples.Select(key).Distinct().Count()),
        split.Parts().SelectMany(part => part.Samples).Select(key).Distinct().Count());
}
