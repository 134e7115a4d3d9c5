using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Experiments;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Tests.Experiments;

public sealed class ExperimentTests : IDisposable
{
    private const string TinyModel = """
        {"name": "tiny", "layers": [
          {"layer": "Rescaling", "scale": 0.00392},
          {"layer": "Conv2D", "filters": 4, "kernelSize": 3, "strides": 2, "activation": "relu"},
          {"layer": "GlobalAveragePooling2D"},
          {"layer": "Dense", "units": 1, "activation": "sigmoid"}]}
        """;

    private readonly TestFolder _folder = new();

    private string Run => _folder["run"];

    [Fact]
    public void Run_ModelFile_TrainsThatModel()
    {
        ToyPhotos.Write(_folder, "photos", 10, 10);
        ExperimentResult result = Train(Settings() with { Epochs = 2 });
        Assert.Equal("tiny", result.Training.BestModel.Name);
        Assert.Equal((3 * 3 * 3 * 4) + 4 + 4 + 1, result.Training.BestModel.ParameterCount);
        Assert.Equal(2, result.Training.History.Count);
    }

    [Theory]
    [InlineData("not json", "received something else: ")]
    [InlineData("""{"layers": []}""", "expected at least one layer, received none")]
    [InlineData("""{"layers": [{"layer": "Conv3D"}]}""", "Conv3D")]
    [InlineData("""{"layers": [{"layer": "Flatten", "units": 3}]}""", "units")]
    [InlineData("""{"layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 3, "activation": "softmax"}]}""", "expected 2 outputs for the classes class0, class1, received 3")]
    [InlineData("""{"layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 1}]}""", "expected a last layer Dense(1, Sigmoid) or Dense(classes, Softmax)")]
    [InlineData("""{"layers": [{"layer": "Flatten"}, {"layer": "Conv2D", "filters": 4, "kernelSize": 3}]}""", "expected a picture")]
    public void Run_WrongModelFile_GivesTheReasonAndWritesNothing(string json, string reason)
    {
        ToyPhotos.Write(_folder, "photos", 5, 5);
        string file = _folder.Write("wrong.json", json);
        Exception error = Assert.ThrowsAny<Exception>(() => Train(Settings() with { Model = file }));
        Assert.True(error is InvalidDataException or ArgumentException, error.ToString());
        Assert.Contains(reason, error.Message);
        Assert.False(Directory.Exists(Run));
    }

    [Theory]
    [InlineData("resnet", "expected cracknet, seed or a .json file, received 'resnet'")]
    [InlineData("missing.json", "missing.json: expected an architecture in JSON, received no file")]
    public void Run_NoSuchModel_SaysSoAndWritesNothing(string model, string reason)
    {
        ToyPhotos.Write(_folder, "photos", 5, 5);
        Exception error = Assert.ThrowsAny<Exception>(() => Train(Settings() with { Model = model }));
        Assert.Contains(reason, error.Message);
        Assert.False(Directory.Exists(Run));
    }

    [Theory]
    [InlineData("size=0", "from 1 to 8192")]
    [InlineData("epochs=0", "at least 1")]
    [InlineData("batchSize=0", "at least 1")]
    [InlineData("learningRate=0", "above 0")]
    [InlineData("momentum=1", "from 0 to below 1")]
    [InlineData("averageMomentum=-0.5", "from 0 to below 1")]
    [InlineData("labelSmoothing=2", "from 0 to below 1")]
    [InlineData("weightDecay=-1", "at least 0")]
    [InlineData("clipNorm=-1", "at least 0")]
    [InlineData("patience=-1", "at least 0")]
    [InlineData("plateauPatience=-1", "at least 0")]
    [InlineData("brightness=5", "from 0 to 1")]
    [InlineData("contrast=-0.1", "from 0 to 1")]
    [InlineData("limit=-3", "at least 0")]
    public void Run_SettingOutOfRange_NamesTheRangeAndWritesNothing(string setting, string range)
    {
        ToyPhotos.Write(_folder, "photos", 5, 5);
        string[] parts = setting.Split('=');
        ArgumentException error = Assert.Throws<ArgumentException>(() => Train(HyperParametersJson.With(Settings(), setting)));
        Assert.Equal($"Setting '{parts[0]}': expected a number {range}, received {parts[1]}. Give another value.", error.Message);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void Run_Groups_NeverCutsThroughAPhotograph()
    {
        ToyPhotos.Write(_folder, "photos", 24, 24);
        string groups = _folder.Write("groups.csv", "path,photo_group\n" + string.Join("\n",
            from label in Enumerable.Range(0, 2) from number in Enumerable.Range(0, 24) select $"class{label}/{number:D2}.png,photo{number / 3}"));
        ExperimentResult result = Train(Settings(), options => options with { Groups = groups });
        Assert.Equal(Grouping.Photo, HyperParametersJson.Read(RunRecord.Read(result.Folder.RecordFile).Settings, "run.json").KeepTogether);
        string[] lines = [.. File.ReadAllLines(result.Folder.SplitFile).Skip(1)];
        Assert.Equal(48, lines.Length);
        Assert.Equal(3, lines.Select(line => line.Split(',')[3]).Distinct().Count());
        Assert.All(
            lines.GroupBy(line => int.Parse(line.AsSpan(line.IndexOf('/', StringComparison.Ordinal) + 1, 2)) / 3),
            photo => Assert.Single(photo.Select(line => (line.Split(',')[2], line.Split(',')[3])).Distinct()));
    }

    [Fact]
    public void Run_Limit_TakesClassesInProportion()
    {
        ToyPhotos.Write(_folder, "photos", 30, 15);
        ExperimentResult result = Train(Settings() with { Limit = 18 });
        Assert.Equal([12, 6], result.Split.All.ClassCounts);
    }

    [Fact]
    public void Run_Positive_IsTheSecondClass()
    {
        ToyPhotos.Write(_folder, "photos", 6, 6);
        ExperimentResult result = Train(Settings(), options => options with { Positive = "class0" });
        Assert.Equal(["class1", "class0"], Sequential.Load(result.Folder.BestModel).Metadata.Classes);
        Assert.Equal(["class1", "class0"], result.Evaluation!.Confusion.Classes);
    }

    [Fact]
    public void Run_ThreeClasses_TrainsASoftmax()
    {
        ToyPhotos.Write(_folder, "photos", 8, 8, 8);
        ExperimentResult result = Train(Settings() with { Model = ModelChoice.CrackNet, Size = 32, Epochs = 2 });
        Assert.Equal(3, result.Training.BestModel.OutputShape.Size);
        Assert.Null(result.Evaluation!.Threshold);
        Assert.Equal(3, result.Evaluation.PerClass.Count);
        Assert.Contains("class2", File.ReadAllText(result.Folder.ReportFile));
    }

    [Fact]
    public void Run_NoValidationPart_LeavesTheModelAlone()
    {
        ToyPhotos.Write(_folder, "photos", 6, 6);
        ExperimentResult result = Train(Settings() with { TrainPart = 0.8, ValidationPart = 0, TestPart = 0.2 });
        ModelMetadata metadata = Sequential.Load(result.Folder.ModelFile).Metadata;
        Assert.Equal((0.5, null, 1), (metadata.Threshold, metadata.Aim, metadata.Temperature));
        Assert.Equal(Sequential.Load(result.Folder.BestModel).Bits(), Sequential.Load(result.Folder.ModelFile).Bits());
    }

    [Fact]
    public void Run_CalibrateOff_KeepsTheWeights()
    {
        ToyPhotos.Write(_folder, "photos", 9, 7);
        ExperimentResult result = Train(Settings() with { Calibrate = false, Aim = "f1" });
        Assert.Equal(Sequential.Load(result.Folder.BestModel).Bits(), Sequential.Load(result.Folder.ModelFile).Bits());
        Assert.Equal("f1", Sequential.Load(result.Folder.ModelFile).Metadata.Aim);
    }

    [Fact]
    public void Run_AimForThreeClasses_IsRefusedAndWritesNothing()
    {
        ToyPhotos.Write(_folder, "photos", 8, 8, 8);
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            Train(Settings() with { Model = ModelChoice.CrackNet, Size = 32, Aim = "recall=0.9" }));
        Assert.Contains("Setting 'aim': expected two classes to choose a threshold between, received 3", error.Message);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void Run_NoTestPart_HasNoMetrics()
    {
        ToyPhotos.Write(_folder, "photos", 6, 6);
        ExperimentResult result = Train(Settings() with { TrainPart = 0.8, TestPart = 0 });
        Assert.Null(result.Evaluation);
        Assert.False(File.Exists(result.Folder.MetricsFile));
        Assert.Equal(RunStatus.Finished, RunRecord.Read(result.Folder.RecordFile).Status);
    }

    [Theory]
    [InlineData(5, 1, "expected at least 3 groups of class 'class1', one for each part, received 1 (1 pictures)")]
    [InlineData(5, 0, "expected at least 2 classes, received 1 ('class0')")]
    public void Run_TooFewPictures_SaysSoAndWritesNothing(int first, int second, string reason)
    {
        ToyPhotos.Write(_folder, "photos", first, second);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Train(Settings()));
        Assert.Contains(reason, error.Message);
        Assert.False(Directory.Exists(Run));
    }

    [Theory]
    [InlineData(ModelChoice.CrackNet)]
    [InlineData(ModelChoice.Seed)]
    public void Run_OneClassAndAReadyModel_AsksForAnotherClass(string model)
    {
        ToyPhotos.Write(_folder, "photos", 5);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Train(HyperParameters.For(model)));
        Assert.Contains("expected at least 2 classes, received 1 ('class0')", error.Message);
    }

    [Fact]
    public void Run_NothingButBrokenPictures_SaysSoAndWritesNothing()
    {
        _folder.Write("photos/a/1.png", "no picture");
        _folder.Write("photos/b/1.png", "none either");
        Assert.ThrowsAny<InvalidDataException>(() => Train(Settings()));
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void Run_FolderTaken_IsRefusedBeforeTheDataAreRead()
    {
        string other = _folder.Write("run/notes.txt", "mine");
        IOException error = Assert.ThrowsAny<IOException>(() => Train(Settings()));
        Assert.Contains("expected a new or empty folder for the run", error.Message);
        Assert.Equal("mine", File.ReadAllText(other));
        Assert.Single(Directory.GetFileSystemEntries(Run));
    }

    [Fact]
    public void Run_FolderNamedWithASlash_HasItsName()
    {
        ToyPhotos.Write(_folder, "photos", 5, 5);
        ExperimentResult result = Train(Settings(), options => options with { Run = Run + Path.DirectorySeparatorChar });
        Assert.Equal("run", RunRecord.Read(result.Folder.RecordFile).Name);
        Assert.Equal("run", Sequential.Load(result.Folder.BestModel).Metadata.RunId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_PictureChangedAfterInspection_NamesItAndTheRunFailed(bool vanished)
    {
        ToyPhotos.Write(_folder, "photos", 8, 8);
        var observer = new ExperimentObserver
        {
            Note = note =>
            {
                foreach (string file in note.Contains("to train", StringComparison.Ordinal) ? Directory.GetFiles(_folder["photos/class1"]) : [])
                {
                    if (vanished)
                    {
                        File.Delete(file);
                    }
                    else
                    {
                        File.WriteAllBytes(file, ToyPhotos.Png(1, 50));
                    }
                }
            },
        };
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Experiment.Run(Options(), Settings(), observer));
        Assert.Matches(vanished
            ? @"class1/\d\d\.png': expected the file that was inspected, received '.+'\. Inspect the folder again\."
            : @"class1/\d\d\.png': expected the bytes that were inspected \(SHA-256 .+\), received others", error.Message);
        Assert.Equal(RunStatus.Failed, RunRecord.Read(Path.Combine(Run, "run.json")).Status);
    }

    [Fact]
    public void Run_CancelledWhileDecoding_IsInterruptedAndCanBeResumed()
    {
        ToyPhotos.Write(_folder, "photos", 8, 8);
        using var cancel = new CancellationTokenSource();
        var observer = new ExperimentObserver { Decoding = new CancelAtOnce<CacheProgress>(cancel) };
        HyperParameters settings = Settings() with { Size = 17 };
        ExperimentResult first = Experiment.Run(Options(), settings, observer, cancel.Token);
        Assert.True(first.Training.IsInterrupted);
        Assert.Empty(first.Training.History);
        Assert.Equal(RunStatus.Interrupted, RunRecord.Read(first.Folder.RecordFile).Status);
        Assert.Single(Experiment.Resume(Options(), settings, []).Training.History);
    }

    [Fact]
    public void Run_LossExplodes_FailsWithTheReason()
    {
        ToyPhotos.Write(_folder, "photos", 8, 8);
        DivergenceException error = Assert.Throws<DivergenceException>(() => Train(Settings() with { LearningRate = 1e300, Optimizer = OptimizerKind.Sgd }));
        Assert.StartsWith("Training, epoch 1, ", error.Message);
        Assert.Equal(RunStatus.Failed, RunRecord.Read(Path.Combine(Run, "run.json")).Status);
    }

    public void Dispose() => _folder.Dispose();

    private HyperParameters Settings() => new()
    {
        Model = _folder.Write("tiny.json", TinyModel),
        Size = ToyPhotos.Size,
        Epochs = 1,
        BatchSize = 8,
    };

    private ExperimentOptions Options() => new() { Data = _folder["photos"], Run = Run };

    private ExperimentResult Train(HyperParameters settings, Func<ExperimentOptions, ExperimentOptions>? change = null) =>
        Experiment.Run(change is null ? Options() : change(Options()), settings);

    private sealed class CancelAtOnce<T>(CancellationTokenSource source) : IProgress<T>
    {
        public void Report(T value) => source.Cancel();
    }
}
