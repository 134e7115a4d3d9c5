using System.Text.Json.Nodes;
using CrackLab.Imaging;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

/// <summary>Every kind of summary, written and read.</summary>
public sealed class EventRoundTripTests
{
    private static readonly DateTimeOffset Now = new(2024, 2, 3, 4, 5, 6, TimeSpan.Zero);

    [Fact]
    public void WriteHistogram_ComesBack()
    {
        Histogram histogram = Histogram.Of([-1, 0, 0.5f, 3]);

        HistogramEvent read = Assert.IsType<HistogramEvent>(Written(writer => writer.WriteHistogram("weights/a", 7, histogram)));

        Assert.Equal(("weights/a", 7, Now), (read.Tag, read.Step, read.Time));
        Assert.Equal(histogram.Buckets, read.Histogram.Buckets);
    }

    [Fact]
    public void WriteHistogram_OfNothing_ComesBackEmpty() =>
        Assert.Empty(Assert.IsType<HistogramEvent>(Written(writer => writer.WriteHistogram("a", 0, Histogram.Of([])))).Histogram.Buckets);

    [Fact]
    public void WriteImages_ComeBackAsPng()
    {
        Image image = new(3, 2);
        image.Pixels[4] = 200;

        ImageEvent read = Assert.IsType<ImageEvent>(Written(writer => writer.WriteImages("a", 1, image, image)));

        Assert.Equal((3, 2, 2), (read.Width, read.Height, read.Files.Count));
        Assert.Equal(image.Pixels, ImageDecoder.Decode(read.Files[1].ToArray()).Pixels);
    }

    [Fact]
    public void WriteImages_OfTwoSizes_IsRefused()
    {
        using TestFolder folder = new();
        using EventFileWriter writer = new(folder.Path);
        ArgumentException error = Assert.Throws<ArgumentException>(() => writer.WriteImages("a", 0, new Image(1, 2), new Image(2, 1)));
        Assert.Contains("expected pictures of one size for 'a', received 1x2, 2x1", error.Message);
        Assert.Contains("received none", Assert.Throws<ArgumentException>(() => writer.WriteImages("a", 0)).Message);
    }

    [Fact]
    public void WriteText_ComesBack() =>
        Assert.Equal(["| ä |\n|---|"], Assert.IsType<TextEvent>(Written(writer => writer.WriteText("a", 0, "| ä |\n|---|"))).Texts);

    [Fact]
    public void WritePrecisionRecall_ComesBack()
    {
        ThresholdCounts[] counts = ThresholdCounts.Count([0.1f, 0.6f, 1], [false, true, true], 11);

        Assert.Equal(counts, Assert.IsType<PrecisionRecallEvent>(Written(writer => writer.WritePrecisionRecall("a", 0, counts))).Counts);
    }

    [Fact]
    public void WriteGraph_HasABoxForEachLayer()
    {
        GraphEvent graph = Assert.IsType<GraphEvent>(Written(writer => writer.WriteGraph(ToyPhotos.Model())));

        Assert.Equal(
            ["input", "rescaling", "conv2d", "batch_normalization", "re_lu", "global_average_pooling2d", "dropout", "dense"],
            graph.Nodes.Select(node => node.Name.Split('/')[0]).Distinct());
        GraphNode dense = graph.Nodes.Single(node => node.Operation == "Dense");
        Assert.Equal(["dropout/Dropout", "dense/kernel", "dense/bias"], dense.Inputs);
        Assert.All(graph.Nodes.SelectMany(node => node.Inputs), input => Assert.Contains(input, graph.Nodes.Select(node => node.Name)));
    }

    [Fact]
    public void WriteSession_ComesBack()
    {
        JsonObject settings = new() { ["rate"] = 0.001, ["epochs"] = 5, ["flip"] = true, ["model"] = "seed" };

        ExperimentEvent experiment = Assert.IsType<ExperimentEvent>(Written(writer => writer.WriteExperiment(settings, [("validation", "epoch_loss")])));
        SessionStartEvent start = Assert.IsType<SessionStartEvent>(Written(writer => writer.WriteSessionStart(settings)));
        SessionEndEvent end = Assert.IsType<SessionEndEvent>(Written(writer => writer.WriteSessionEnd(RunStatus.Failed)));

        Assert.Equal(["rate", "epochs", "flip", "model"], experiment.HyperParameters);
        Assert.Equal([("validation", "epoch_loss")], experiment.Metrics);
        Assert.True(JsonNode.DeepEquals(settings, start.Settings));
        Assert.Equal(64, start.Group.Length);
        Assert.Equal((Now, RunStatus.Failed, Now), (start.Started, end.Status, end.Ended));
    }

    private static SummaryEvent Written(Action<EventFileWriter> write)
    {
        using TestFolder folder = new();
        using (EventFileWriter writer = new(folder.Path, new FixedTime(Now)))
            write(writer);
        EventFile file = EventFileReader.Read(Assert.Single(Directory.GetFiles(folder.Path)));
        Assert.Empty(file.Damages);
        return Assert.Single(file.Events);
    }
}
