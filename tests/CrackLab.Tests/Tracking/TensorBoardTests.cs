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

    private static List<ScalarEvent> Scalars(TestFolder folder, string part) =>
        [.. Directory.GetFiles(folder[part]).Order(StringComparer.Ordinal).SelectMany(path => EventFileReader.Read(path).Scalars)];
}
