using System.Text.Json.Nodes;
using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Imaging;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Tests.Tracking;

/// <summary>What a real training writes.</summary>
public sealed class TrackedTrainingTests(ToySet toys) : IClassFixture<ToySet>
{
    [Fact]
    public void Fit_WithEverythingTracked_LearnsTheSameBits()
    {
        using TestFolder folder = new();
        using TensorBoard board = Board(folder);

        Assert.Equal(Train(null).BestModel.Bits(), Train(board).BestModel.Bits());
    }

    [Fact]
    public void Fit_Tracked_HistogramsCountEveryWeightAndGradient()
    {
        using TestFolder folder = new();
        using TensorBoard board = Board(folder);
        Sequential model = Train(board).BestModel;

        HistogramEvent[] all = [.. Events(folder, "train").OfType<HistogramEvent>().Where(what => what.Step == 1)];

        Assert.Equal(
            model.Parameters.Select(weight => ($"weights/{weight.Name}", (double)weight.Length))
                .Concat(model.Parameters.Where(weight => weight.IsTrainable).Select(weight => ($"gradients/{weight.Name}", (double)weight.Length))),
            all.Select(what => (what.Tag, what.Histogram.Total)));
        Assert.All(all.Where(what => what.Tag.EndsWith("/kernel", StringComparison.Ordinal)), what => Assert.Equal(30, what.Histogram.Buckets.Count));
    }

    [Fact]
    public void Fit_Tracked_PicturesCanBeSeen()
    {
        using TestFolder folder = new();
        using TensorBoard board = Board(folder);
        Train(board);

        ImageEvent batch = Events(folder, "train").OfType<ImageEvent>().Single();
        Image sheet = ImageDecoder.Decode(batch.Files[0].ToArray());
        Assert.Equal((batch.Width, batch.Height), (sheet.Width, sheet.Height));
        Assert.True(sheet.Pixels.Distinct().Count() > 20);
        ImageEvent matrix = Events(folder, "validation").OfType<ImageEvent>().First(what => what.Tag == "images/confusion_matrix");
        Image picture = ImageDecoder.Decode(matrix.Files[0].ToArray());
        Assert.Equal((matrix.Width, matrix.Height), (picture.Width, picture.Height));
    }

    [Fact]
    public void Fit_Tracked_CurvesAgreeWithTheAccuracy()
    {
        using TestFolder folder = new();
        using TensorBoard board = Board(folder);
        TrainingResult result = Train(board);

        PrecisionRecallEvent curve = Events(folder, "validation").OfType<PrecisionRecallEvent>().Last();

        Assert.Equal("pr_curve/class1", curve.Tag);
        ThresholdCounts half = curve.Counts[100];
        Assert.Equal(result.History[^1].ValidationAccuracy, (half.TruePositives + half.TrueNegatives) / toys.Split.Validation.Count);
        Assert.Equal(toys.Split.Validation.ClassCounts[1], curve.Counts[0].TruePositives);
    }

    [Fact]
    public void Fit_ThreeClasses_DrawsACurveForEach()
    {
        using TestFolder folder = new();
        ToyPhotos.Write(folder, "photos", 8, 8, 8);
        DataSplit split = ImageFolder.Open(folder["photos"]).Inspect().Healthy.Split(0.5, 0.5, 0);
        using TensorBoard board = Board(folder);

        new Trainer(ToyPhotos.Model(classes: 3)) { Epochs = 1, CacheFolder = folder["cache"], Callbacks = { board } }.Fit(split.Train, split.Validation);

        Assert.Equal(
            ["pr_curve/class0", "pr_curve/class1", "pr_curve/class2"],
            Events(folder, "validation").OfType<PrecisionRecallEvent>().Select(what => what.Tag));
    }

    private static TensorBoard Board(TestFolder folder) => new(folder["run"]) { Settings = new JsonObject { ["seed"] = 42 } };

    private TrainingResult Train(TensorBoard? board)
    {
        var trainer = new Trainer(ToyPhotos.Model()) { Epochs = 2, BatchSize = 8, Augmentation = new Augmentation { HorizontalFlip = true }, CacheFolder = toys.Cache };
        if (board is not null)
            trainer.Callbacks.Add(board);
        return trainer.Fit(toys.Split.Train, toys.Split.Validation);
    }

    private static IEnumerable<SummaryEvent> Events(TestFolder folder, string part) =>
        EventFileReader.Read(Assert.Single(Directory.GetFiles(folder[$"run/{part}"]))).Events;
}
