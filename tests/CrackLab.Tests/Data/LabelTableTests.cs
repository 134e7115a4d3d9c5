using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class LabelTableTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void WithLabels_Table_ChangesWhatItNamesAndNothingElse()
    {
        ImageSet set = TestSets.Of(2, 2);
        ImageSet corrected = set.WithLabels(Table("label,path,note\nclass1,class0/00001.jpg,seen\nclass1,class1/00000.jpg,\n"));
        Assert.Equal([0, 1, 1, 1], corrected.Samples.Select(sample => sample.Label));
        Assert.Equal(set.Samples.Select(sample => sample.Path), corrected.Samples.Select(sample => sample.Path));
        Assert.NotEqual(set.Fingerprint, corrected.Fingerprint);
    }

    [Fact]
    public void WithLabels_UnknownPath_NamesLineAndExample()
    {
        InvalidDataException e = Refused("path,label\nclass0/00000.jpg,class1\nclass0/9.jpg,class1\n");
        Assert.Contains("line 3: expected the path of a usable picture in '/data' such as 'class0/00000.jpg', received 'class0/9.jpg'", e.Message);
    }

    [Fact]
    public void WithLabels_UnknownLabel_NamesTheClasses()
    {
        InvalidDataException e = Refused("path,label\nclass0/00000.jpg,Class1\n");
        Assert.Contains("line 2: expected one of the classes 'class0', 'class1', received 'Class1' for 'class0/00000.jpg'", e.Message);
    }

    [Theory]
    [InlineData("path,photo_group\na,b\n", "expected a column 'label'")]
    [InlineData("path,label\na,\n", "line 2: expected a path and a label, received 'a' and ''")]
    [InlineData("path,label\na,x\na,y\n", "line 3: expected each path once, received 'a' again")]
    public void Read_FaultyTable_SaysWhere(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Table(text)).Message);

    public void Dispose() => _folder.Dispose();

    private InvalidDataException Refused(string text) =>
        Assert.Throws<InvalidDataException>(() => TestSets.Of(2, 2).WithLabels(Table(text)));

    private LabelTable Table(string text) => LabelTable.Read(_folder.Write("labels.csv", text));
}
