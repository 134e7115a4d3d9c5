using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class SplitTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("split-table").FullName;

    private string File => Path.Combine(_folder, "split.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Apply_Table_GivesItsPartsInItsOrderWithItsLabelsAndGroups()
    {
        DataSplit split = Read("path,label,subset,group\nb/2.png,a,train,g\na/1.png,a,train,\nb/1.png,b,test,g2\na/2.png,a,validation,g3\n").Apply(Set());

        Assert.Equal(["b/2.png", "a/1.png"], split.Train.Samples.Select(sample => sample.Path));
        Assert.Equal([0, 0], split.Train.Samples.Select(sample => sample.Label));
        Assert.Equal(["g", "a/1.png"], split.Train.Samples.Select(sample => sample.Group));
        Assert.Equal(["a/2.png"], split.Validation.Samples.Select(sample => sample.Path));
        Assert.Equal(["b/1.png"], split.Test.Samples.Select(sample => sample.Path));
        Assert.False(split.Train.HasPhotoGroups);
    }

    [Fact]
    public void Apply_SplitOfARun_IsTheSameSplit()
    {
        DataSplit made = Set().Split(0.5, 0.25, 0.25, seed: 3, Grouping.Duplicates);
        made.WriteCsv(File);

        DataSplit read = SplitTable.Read(File).Apply(Set());

        Assert.Equal(made.Train.Samples, read.Train.Samples);
        Assert.Equal(made.Validation.Samples, read.Validation.Samples);
        Assert.Equal(made.Test.Samples, read.Test.Samples);
        Assert.True(read.Train.HasPhotoGroups);
    }

    [Theory]
    [InlineData("path,label\na/1.png,a\n", "expected a column 'subset'")]
    [InlineData("path,label,subset\na/1.png,a,training\n", "line 2: expected a path not named before")]
    [InlineData("path,label,subset\na/1.png,a,train\na/1.png,a,test\n", "line 3: expected a path not named before")]
    [InlineData("path,label,subset\n,a,train\n", "line 2: expected a path")]
    public void Read_NoSplit_SaysWhere(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("path,label,subset\na/1.png,a,train\na/9.png,a,test\na/8.png,a,test\n", "received 'a/9.png' labelled 'a'; 2 of the 3 pictures are missing or broken")]
    [InlineData("path,label,subset\na/1.png,c,train\n", "of a class 'a', 'b', received 'a/1.png' labelled 'c'. Complete")]
    public void Apply_AnotherFolder_SaysWhatIsMissing(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(text).Apply(Set())).Message, StringComparison.Ordinal);

    private SplitTable Read(string text)
    {
        System.IO.File.WriteAllText(File, text);
        return SplitTable.Read(File);
    }

    private ImageSet Set() => new(_folder, ["a", "b"], [.. from name in (string[])["a", "b"] from i in Enumerable.Range(1, 4)
        select new Sample($"{name}/{i}.png", name == "a" ? 0 : 1, new string((char)('0' + i), 63) + (name == "a" ? "a" : "b"), $"{name}/{i}.png")]);
}
