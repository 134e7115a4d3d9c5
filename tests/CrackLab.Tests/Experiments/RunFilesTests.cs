using System.Text.Json;
using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Evaluation;
using CrackLab.Experiments;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Tests.Experiments;

/// <summary>What a run leaves in its folder.</summary>
public sealed class RunFilesTests(PhotoFolder photos) : IClassFixture<PhotoFolder>
{
    private RunFolder Folder => photos.Whole.Folder;

    [Fact]
    public void Run_Done_LeavesTheseFilesAndNoOthers()
    {
        string[] files = [.. Directory.GetFiles(Folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder.Path, file).Replace('\\', '/'))
            .Select(file => file.Contains("events.", StringComparison.Ordinal) ? file[..file.IndexOf("events.", StringComparison.Ordinal)] + "events" : file)
            .Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "checkpoints/best.safetensors", "checkpoints/last.safetensors", "events", "history.csv", "metrics.json", "model.safetensors",
                "report.html",
                "run.json", "split.csv", "train/events", "validation/events",
            ],
            files);
    }

    [Fact]
    public void RunJson_Done_TellsHowToDoItAgain()
    {
        JsonElement record = Json(Folder.RecordFile);
        Assert.Equal(
            ["name", "command", "settings", "seed", "dataset", "machine", "engine", "started", "finished", "status"],
            record.EnumerateObject().Select(property => property.Name));
        Assert.Equal("whole", record.GetProperty("name").GetString());
        Assert.Equal("cracklab train photos", record.GetProperty("command").GetString());
        Assert.Equal("finished", record.GetProperty("status").GetString());
        Assert.Equal(
            typeof(HyperParameters).GetProperties().Select(property => property.Name.ToLowerInvariant()).Order(),
            record.GetProperty("settings").EnumerateObject().Select(property => property.Name.ToLowerInvariant()).Order());
        JsonElement dataset = record.GetProperty("dataset");
        Assert.Equal(photos.Data, dataset.GetProperty("path").GetString());
        Assert.Equal(photos.Whole.Split.All.Fingerprint, dataset.GetProperty("fingerprint").GetString());
        Assert.Equal(
            photos.Whole.Split.Train.ClassCounts[1],
            dataset.GetProperty("counts").GetProperty("train").GetProperty("Positive").GetInt32());
    }

    [Fact]
    public void SplitCsv_Done_HasEachHealthyFileOnceAndNoBrokenOne()
    {
        string[] lines = File.ReadAllLines(Folder.SplitFile);
        Assert.Equal("path,label,group,subset,sha256", lines[0]);
        ImageSet healthy = ImageFolder.Open(photos.Data).Inspect().Healthy;
        Assert.Equal(
            healthy.Samples.Select(sample => sample.Path),
            lines.Skip(1).Select(line => line.Split(',')[0]).Order(StringComparer.Ordinal));
        DataSplit split = DataSplit.ReadCsv(Folder.SplitFile, photos.Data);
        Assert.Equal(photos.Whole.Split.Test.Samples, split.Test.Samples);
    }

    [Fact]
    public void HistoryCsv_Done_HasARowAnEpoch()
    {
        IReadOnlyList<EpochResult> history = History.ReadCsv(Folder.HistoryFile);
        Assert.Equal(PhotoFolder.Epochs, history.Count);
        Assert.Equal(photos.Whole.Training.History, history);
        Assert.All(history, epoch => Assert.True(epoch.LearningRate > 0));
    }

    [Theory]
    [InlineData("train", "epoch_loss epoch_accuracy epoch_learning_rate")]
    [InlineData("validation", "epoch_loss epoch_accuracy")]
    public void Events_Done_HaveEachCurveWhole(string part, string tags)
    {
        EventFile events = EventFileReader.Read(Assert.Single(Directory.GetFiles(Path.Combine(Folder.Path, part))));
        Assert.Empty(events.Damages);
        Assert.Equal(
            from epoch in Enumerable.Range(0, PhotoFolder.Epochs) from tag in tags.Split(' ') select (tag, (long)epoch),
            events.Scalars.Select(scalar => (scalar.Tag, scalar.Step)));
        Assert.Equal(
            photos.Whole.Training.History.Select(epoch => (float)(part == "train" ? epoch.Loss : epoch.ValidationLoss!.Value)),
            events.Scalars.Where(scalar => scalar.Tag == "epoch_loss").Select(scalar => scalar.Value));
    }

    [Fact]
    public void Checkpoints_Done_AreModelsThatKnowClassesThresholdAndRun()
    {
        foreach (string file in new[] { Folder.BestModel, Folder.LastModel })
        {
            Checkpoint checkpoint = Checkpoint.Load(file);
            Assert.Equal(["Negative", "Positive"], checkpoint.Model.Metadata.Classes);
            Assert.Equal(0.5, checkpoint.Model.Metadata.Threshold);
            Assert.Equal("whole", checkpoint.Model.Metadata.RunId);
            Assert.Equal(32, Scorer.InputSize(checkpoint.Model));
            Assert.NotEmpty(checkpoint.State);
        }

        Assert.Equal(PhotoFolder.Epochs + 1, Checkpoint.Load(Folder.LastModel).Position.Epoch);
        Assert.Equal(
            photos.Whole.Training.BestModel.Parameters.SelectMany(parameter => parameter.Values.ToArray()),
            Sequential.Load(Folder.ModelFile).Parameters.SelectMany(parameter => parameter.Values.ToArray()));
    }

    [Fact]
    public void Model_Done_IsTheBestEpochCalibratedWithAChosenThreshold()
    {
        Sequential best = Sequential.Load(Folder.BestModel), model = Sequential.Load(Folder.ModelFile);

        Assert.Equal(Folder.ModelFile, ModelLocator.Find(Folder.Path));
        Assert.NotEqual(1, model.Metadata.Temperature);
        Assert.Equal("cautious", model.Metadata.Aim);
        Assert.InRange(model.Metadata.Threshold, 0, DecisionAim.CautiousThreshold);
        Assert.Equal("whole", model.Metadata.RunId);
        foreach ((Parameter before, Parameter after) in best.Parameters.Zip(model.Parameters))
        {
            bool isLast = before.Name.StartsWith("dense/", StringComparison.Ordinal);
            Assert.Equal(
                before.Values.ToArray().Select(value => isLast ? (float)(value / model.Metadata.Temperature) : value), after.Values.ToArray());
        }

        AdjustedModel again = ModelAdjuster.Adjust(best, photos.Whole.Split.Validation, DecisionAim.Cautious);
        Assert.Equal(model.Metadata.Temperature, again.Temperature);
        Assert.Equal(model.Metadata.Threshold, again.Choice!.Threshold);
    }

    [Fact]
    public void MetricsJson_Done_IsTheResult()
    {
        JsonElement metrics = Json(Folder.MetricsFile);
        string[] keys = [.. metrics.EnumerateObject().Select(property => property.Name)];
        foreach (string name in new[] { "accuracy", "precision", "recall", "f1", "auc" })
        {
            Assert.Contains(name, keys);
            Assert.Contains(name + "Interval", keys);
        }

        Assert.Equal(photos.Whole.Split.Test.Count, metrics.GetProperty("count").GetInt32());
        Assert.Equal(photos.Whole.Training.BestModel.Metadata.Threshold, metrics.GetProperty("threshold").GetDouble());
        Assert.Equal(photos.Whole.Training.BestModel.Metadata.Temperature, metrics.GetProperty("temperature").GetDouble());
        Assert.Equal("cautious", metrics.GetProperty("aim").GetString());
        JsonElement confusion = metrics.GetProperty("confusion");
        Assert.Equal(
            photos.Whole.Split.Test.Count,
            new[] { "truePositive", "falsePositive", "trueNegative", "falseNegative" }.Sum(name => confusion.GetProperty(name).GetInt32()));
        Assert.Equal(photos.Whole.Evaluation!.ToJson() + "\n", File.ReadAllText(Folder.MetricsFile));
    }

    [Fact]
    public void ReportHtml_Done_StandsAlone()
    {
        string html = File.ReadAllText(Folder.ReportFile);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("cracklab train photos", html);
        Assert.Contains("data:image/jpeg;base64,", html);
        Assert.DoesNotMatch("(src|href)=\"https?:", html);
    }

    [Fact]
    public void Notes_BrokenFiles_AreCountedAndLeftOut()
    {
        ImageFolder folder = ImageFolder.Open(photos.Data);
        int left = folder.Files.Count - photos.Whole.Split.All.Count;
        Assert.True(left > 5);
        Assert.Contains($"{left} of {folder.Files.Count} files cannot be used and are left out; 'cracklab inspect' lists them.", photos.Notes);
    }

    private static JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;
}
