using CrackLab.Data;
using CrackLab.Evaluation;
using CrackLab.Tests.Data;

namespace CrackLab.Tests.Evaluation;

public sealed class LabelAuditTests : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>Thresholds 0.5 and 0.75: the model is sure of class 1 for the third image, less so for the fourth.</summary>
    private static LabelAudit Example { get; } = LabelAudit.Of(
        TestSets.Of(4, 2), [0.9375f, 0.0625f, 0.625f, 0.375f, 0.125f, 0.875f, 0.3125f, 0.6875f, 0.25f, 0.75f, 0.25f, 0.75f]);

    [Fact]
    public void Of_TwoClasses_ListsWhatTheModelIsSureOf()
    {
        Assert.Equal([0.5, 0.75], Example.Thresholds);
        LabelFinding error = Assert.Single(Example.LikelyErrors);
        Assert.Equal("class0/00002.jpg", error.Sample.Path);
        Assert.Equal((1, 0.875, -0.75), (error.Predicted, error.Probability, error.Margin));
        Assert.Equal(Math.Log(8), error.Loss, 1e-12);
        Assert.Equal([2L, 1L, 0L, 2L], [Example.Joint[0, 0], Example.Joint[0, 1], Example.Joint[1, 0], Example.Joint[1, 1]]);
    }

    [Fact]
    public void Of_Findings_AreRankedByErrorThenMargin()
    {
        Assert.Equal(
            ["class0/00002.jpg", "class0/00003.jpg", "class0/00001.jpg", "class1/00000.jpg", "class1/00001.jpg", "class0/00000.jpg"],
            Example.Findings.Select(finding => finding.Sample.Path));
        Assert.Equal(Example.Findings.OrderByDescending(finding => finding.Loss), Example.TopLosses);
    }

    [Fact]
    public void Of_CertainlyWrong_HasAFiniteLoss() =>
        Assert.Equal(-Math.Log(1e-7), LabelAudit.Of(TestSets.Of(1, 1), [0, 1, 0, 1]).Findings[0].Loss, 1e-9);

    [Fact]
    public void Of_ThreeClasses_MeasuresTheMarginToTheNextOther()
    {
        LabelFinding finding = LabelAudit.Of(TestSets.Of(1, 1, 1), [0.25f, 0.125f, 0.625f, 0, 1, 0, 0, 0, 1]).Findings[0];
        Assert.Equal(("class0/00000.jpg", 2, -0.375), (finding.Sample.Path, finding.Predicted, finding.Margin));
    }

    [Fact]
    public void Write_Csv_HasARowAnImageByRank()
    {
        LabelAuditFile.Write(_folder["audit.csv"], Example);
        string[] lines = File.ReadAllLines(_folder["audit.csv"]);
        Assert.Equal("path,given,predicted,probability,margin,loss,rank,is_likely_error", lines[0]);
        Assert.Equal("class0/00002.jpg,class0,class1,0.875,-0.75,2.0794415,1,true", lines[1]);
        Assert.Equal("class0/00000.jpg,class0,class0,0.9375,0.875,0.06453852,6,false", lines[6]);
        Assert.Equal(7, lines.Length);
    }

    [Fact]
    public void WriteCorrections_Unedited_ChangesNothingAndIsNeverOverwritten()
    {
        string file = _folder["corrections.csv"];
        LabelAuditFile.WriteCorrections(file, Example);
        Assert.Equal(["path,label,predicted,probability", "class0/00002.jpg,class0,class1,0.875"], File.ReadAllLines(file));
        Assert.Equal(Example.Set.Fingerprint, Example.Set.WithLabels(LabelTable.Read(file)).Fingerprint);
        Assert.Contains("expected a new file", Assert.Throws<IOException>(() => LabelAuditFile.WriteCorrections(file, Example)).Message);
    }

    public void Dispose() => _folder.Dispose();
}
