using System.Text.Json;
using CrackLab.Data;
using CrackLab.Experiments;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;
using CrackLab.Tracking;

namespace CrackLab.Tests.Experiments;

public sealed class AuditTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Run_ThreePercentFlipped_FindsThem()
    {
        ToyPhotos.Write(_folder, "photos", 100, 100);
        string[] flipped = [Flip(0, 11), Flip(0, 47), Flip(0, 93), Flip(1, 5), Flip(1, 60), Flip(1, 61)];
        AuditResult result = Audit.Run(Options("size=16", "epochs=4", "batchSize=16"));
        string[] top = [.. result.Audit.Findings.Take(flipped.Length).Select(finding => finding.Sample.Path)];
        Assert.True(top.Intersect(flipped).Count() >= 0.8 * flipped.Length, $"top: {string.Join(", ", top)}");
        Assert.True(result.Audit.LikelyErrors.Select(finding => finding.Sample.Path).Intersect(flipped).Count() >= 0.8 * flipped.Length);
        Assert.Equal(201, File.ReadAllLines(result.CsvFile).Length);
        Assert.Contains(flipped[0], File.ReadAllText(result.PageFile), StringComparison.Ordinal);
        Assert.True(File.Exists(result.CorrectionsFile));
    }

    [Fact]
    public void Predict_Threads_DoNotChangeTheProbabilities()
    {
        ToyPhotos.Write(_folder, "photos", 12, 12, 12);
        ImageSet set = ImageFolder.Open(_folder["photos"]).Inspect().Healthy;
        var settings = new HyperParameters { Size = 16, Epochs = 1, BatchSize = 8 };
        float[] one = CrossValidation.Predict(set, settings, folds: 3, threads: 1);
        Assert.Equal(36 * 3, one.Length);
        Assert.All(Enumerable.Range(0, 36), row => Assert.Equal(1, one.AsSpan(row * 3, 3).ToArray().Sum(), 1e-5));
        Assert.Equal(one, CrossValidation.Predict(set, settings, folds: 3, threads: 2));
    }

    [Fact]
    public void Run_OfARun_TakesItsDataLabelsAndSettings()
    {
        ToyPhotos.Write(_folder, "photos", 12, 12);
        string labels = _folder.Write("labels.csv", "path,label\nclass0/03.png,class1\nclass1/04.png,class1\n");
        ExperimentResult run = Experiment.Run(
            new ExperimentOptions { Data = _folder["photos"], Run = _folder["run"], Labels = labels },
            new HyperParameters { Size = 16, Epochs = 1, BatchSize = 8, Limit = 20 });
        var seen = new List<string>();
        AuditResult result = Audit.Run(
            new AuditOptions { Data = _folder["run"], Folds = 2 }, new ExperimentObserver { Note = seen.Add });
        Assert.Equal(["20 images in 20 groups, 2 folds."], seen);
        Assert.Equal(run.Split.All.Samples, result.Audit.Set.Samples);
        Assert.Equal(Path.Combine(_folder["run"], "audit", "audit.csv"), result.CsvFile);
        Assert.Null(result.CorrectionsFile);
    }

    [Fact]
    public void Experiment_Labels_AreTrainedOnAndRecorded()
    {
        ToyPhotos.Write(_folder, "photos", 12, 12);
        string labels = _folder.Write("labels.csv", "path,label\nclass0/03.png,class1\nclass1/04.png,class1\n");
        var options = new ExperimentOptions { Data = _folder["photos"], Run = _folder["run"], Labels = labels };
        ExperimentResult run = Experiment.Run(options, new HyperParameters { Size = 16, Epochs = 1, BatchSize = 8 });
        Assert.Equal([11, 13], run.Split.All.ClassCounts);
        Assert.Contains("class0/03.png,class1,", File.ReadAllText(run.Folder.SplitFile), StringComparison.Ordinal);
        LabelsRecord record = RunRecord.Read(run.Folder.RecordFile).Dataset.Labels!;
        Assert.Equal((labels, 2, 1), (record.File, record.Listed, record.Changed));
        JsonElement json = JsonDocument.Parse(File.ReadAllText(run.Folder.RecordFile)).RootElement;
        Assert.Equal(64, json.GetProperty("dataset").GetProperty("labels").GetProperty("sha256").GetString()!.Length);

        Assert.Single(Experiment.Resume(options, new HyperParameters(), []).Training.History);
        _folder.Write("labels.csv", "path,label\nclass0/03.png,class0\n");
        Assert.Contains(
            "expected the corrected labels that the run began with",
            Assert.Throws<ArgumentException>(() => Experiment.Resume(options, new HyperParameters(), [])).Message);
    }

    [Fact]
    public void Run_Cancelled_WritesNothing()
    {
        ToyPhotos.Write(_folder, "photos", 12, 12);
        using var cancel = new CancellationTokenSource();
        var observer = new ExperimentObserver { Callbacks = [Watcher.CancelAfter(1, cancel)] };
        Assert.ThrowsAny<OperationCanceledException>(() => Audit.Run(Options("size=16", "batchSize=8"), observer, cancel.Token));
        Assert.False(Directory.Exists(_folder["audit"]));
        Assert.False(File.Exists(_folder["corrections.csv"]));
    }

    [Fact]
    public void Run_CorrectionsTaken_IsRefusedBeforeTheWork()
    {
        _folder.Write("corrections.csv", "mine");
        Assert.Contains("expected a new file for corrections", Assert.Throws<IOException>(() => Audit.Run(Options())).Message);
        Assert.Equal("mine", File.ReadAllText(_folder["corrections.csv"]));
    }

    [Fact]
    public void Run_OutputCannotBeWritten_IsRefusedBeforeTheWork()
    {
        ToyPhotos.Write(_folder, "photos", 12, 12);
        _folder.Write("audit", "a file");
        var seen = new List<string>();
        var observer = new ExperimentObserver { Note = seen.Add };
        Assert.Contains("audit", Assert.ThrowsAny<IOException>(() => Audit.Run(Options("size=16"), observer)).Message, StringComparison.Ordinal);
        Assert.Empty(seen);
    }

    [Fact]
    public void Run_GroupsOfAFolder_AreKeptWhateverTheSettings()
    {
        ToyPhotos.Write(_folder, "photos", 12, 12);
        string groups = _folder.Write("groups.csv", "path,photo_group\nclass0/03.png,a\nclass0/04.png,a\n");
        var seen = new List<string>();
        Audit.Run(
            Options("size=16", "epochs=1", "batchSize=8", "keepTogether=none") with { Groups = groups, Folds = 2 },
            new ExperimentObserver { Note = seen.Add });
        Assert.Equal(["24 images in 23 groups, 2 folds."], seen);
    }

    public void Dispose() => _folder.Dispose();

    private AuditOptions Options(params string[] changes) => new()
    {
        Data = _folder["photos"],
        Output = _folder["audit"],
        Corrections = _folder["corrections.csv"],
        Changes = changes,
    };

    /// <summary>Puts a picture into the other class's folder, and gives its path there.</summary>
    private string Flip(int label, int number)
    {
        string path = $"class{1 - label}/was{label}-{number:D2}.png";
        File.Move(_folder[$"photos/class{label}/{number:D2}.png"], _folder[$"photos/{path}"]);
        return path;
    }
}
