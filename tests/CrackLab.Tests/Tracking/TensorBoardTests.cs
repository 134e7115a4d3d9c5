using System.Text.Json.Nodes;
using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class TensorBoardTests
{
    [Fact]
    public void OnEpochEnd_TwoEpochs_WritesBothParts()
    {
        using TestFolder folder = new();
        using TensorBoard board = new(folder.Path);

        new RecordedTraining().Play(board, 1, 2);

        Assert.Equal(
            [
                ("epoch_loss", 0), ("epoch_accuracy", 0), ("epoch_learning_rate", 0),
                ("epoch_loss", 1), ("epoch_accuracy", 1), ("epoch_learning_rate", 1),
            ],
            Scalars(folder, "train").Select(scalar => (scalar.Tag, scalar.Step)));
        Assert.Equal(
            [("epoch_loss", 0.5f), ("epoch_accuracy", 0.8f), ("epoch_loss", 0.25f), ("epoch_accuracy", 0.9f)],
            Scalars(folder, "validation").Select(scalar => (scalar.Tag, scalar.Value)));
    }

    [Fact]
    public void OnEpochEnd_NoValidation_WritesNoValidationFolder()
    {
        using TestFolder folder = new();
        using TensorBoard board = new(folder.Path);

        new RecordedTraining().Play(board, 1, 1, hasValidation: false);

        Assert.Equal(3, Scalars(folder, "train").Count);
        Assert.False(Directory.Exists(folder["validation"]));
    }

    [Fact]
    public void OnEpochEnd_Resumed_AddsAFile()
    {
        using TestFolder folder = new();

        foreach (int epoch in new[] { 1, 2 })
        {
            using TensorBoard board = new(folder.Path);
            new RecordedTraining().Play(board, epoch, epoch);
        }

        Assert.Equal(2, Directory.GetFiles(folder["train"], "events.out.tfevents.*.v2").Length);
        Assert.Equal(6, Scalars(folder, "train").Count);
    }

    [Fact]
    public void OnEpochEnd_Everything_IsUnderItsTag()
    {
        using TestFolder folder = new();
        using TensorBoard board = new(folder.Path) { Settings = new JsonObject { ["epochs"] = 2 } };

        new RecordedTraining().Play(board, 1, 2);

        Assert.Equal(
            [
                " 0 GraphEvent", "model 0 TextEvent", "settings 0 TextEvent", "images/first_batch 0 ImageEvent",
                "weights/dense/kernel 0 HistogramEvent", "weights/dense/bias 0 HistogramEvent", "gradients/dense/kernel 0 HistogramEvent",
                "weights/dense/kernel 1 HistogramEvent", "weights/dense/bias 1 HistogramEvent", "gradients/dense/kernel 1 HistogramEvent",
            ],
            Others(folder, "train"));
        Assert.Equal(
            [
                "pr_curve/yes 0 PrecisionRecallEvent", "images/confusion_matrix 0 ImageEvent", "images/worst_mistakes 0 ImageEvent",
                "pr_curve/yes 1 PrecisionRecallEvent", "images/confusion_matrix 1 ImageEvent", "images/worst_mistakes 1 ImageEvent",
            ],
            Others(folder, "validation"));
        Assert.Equal(
            ["_hparams_/experiment 0 ExperimentEvent", "_hparams_/session_start_info 0 SessionStartEvent", "_hparams_/session_end_info 0 SessionEndEvent"],
            Others(folder, "."));
    }

    [Fact]
    public void OnEpochEnd_AllSwitchedOff_WritesScalarsAlone()
    {
        using TestFolder folder = new();
        using TensorBoard board = new(folder.Path)
        {
            HistogramFrequency = 0,
            WriteGraph = false,
            WriteImages = false,
            WriteText = false,
            WriteCurves = false,
        };

        new RecordedTraining().Play(board, 1, 2);

        Assert.Empty(Others(folder, "train"));
        Assert.Empty(Others(folder, "validation"));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void OnEpochEnd_HistogramFrequency_LeavesEpochsOut()
    {
        using TestFolder folder = new();
        using TensorBoard board = new(folder.Path) { HistogramFrequency = 2 };

        new RecordedTraining().Play(board, 1, 4);

        Assert.Equal([0L, 2L], Events(folder, "train").OfType<HistogramEvent>().Where(what => what.Tag == "weights/dense/kernel").Select(what => what.Step));
    }

    [Fact]
    public void PassOverWritten_PlayedAgainAfterACut_HoldsEachEventOnce()
    {
        using TestFolder folder = new();
        var settings = new JsonObject { ["epochs"] = 3 };
        using (TensorBoard board = new(folder.Path) { Settings = settings })
            new RecordedTraining().Play(board, 1, 2);
        int whole = Others(folder, "train").Count + Scalars(folder, "train").Count;
        string file = Assert.Single(Directory.GetFiles(folder["train"]));
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^3]);

        using (TensorBoard board = new(folder.Path) { Settings = settings, PassOverWritten = true })
            new RecordedTraining().Play(board, 1, 2);

        Assert.Equal(whole, Others(folder, "train").Count + Scalars(folder, "train").Count);
        Assert.Equal(["gradients/dense/kernel 1 HistogramEvent"], Directory.GetFiles(folder["train"]).Except([file]).SelectMany(Read).Select(Line));
        Assert.Single(Directory.GetFiles(folder["validation"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void PassOverWritten_OlderFileIsRubbish_WritesOn()
    {
        using TestFolder folder = new();
        folder.Write("train/events.out.tfevents.0.v2", "no events at all, and long enough to have a header");
        using TensorBoard board = new(folder.Path) { PassOverWritten = true };

        new RecordedTraining().Play(board, 1, 1);

        Assert.Equal(2, Directory.GetFiles(folder["train"]).Length);
    }

    private static List<string> Others(TestFolder folder, string part) =>
        [.. Events(folder, part).Where(what => what is not ScalarEvent).Select(Line)];

    private static string Line(SummaryEvent what) => $"{what.Tag} {what.Step} {what.GetType().Name}";

    private static List<SummaryEvent> Events(TestFolder folder, string part) =>
        [.. Directory.GetFiles(folder[part]).Order(StringComparer.Ordinal).SelectMany(Read)];

    private static IReadOnlyList<SummaryEvent> Read(string path) => EventFileReader.Read(path).Events;

    private static List<ScalarEvent> Scalars(TestFolder folder, string part) =>
        [.. Events(folder, part).OfType<ScalarEvent>()];
}
