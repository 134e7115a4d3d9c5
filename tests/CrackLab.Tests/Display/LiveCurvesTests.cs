using CrackLab.Display;
using CrackLab.Tests.Training;
using CrackLab.Training;

namespace CrackLab.Tests.Display;

public sealed class LiveCurvesTests
{
    [Fact]
    public void Notebook_TrainingAndInterrupt_ShowsTheEndAndThrows()
    {
        List<TrainingProgress> shown = [];
        using var cell = new CancellationTokenSource();
        CancellationToken token = cell.Token;
        AppContext.SetData("Notebook.Display", (Func<object, Action<object>>)(value =>
        {
            shown.Add((TrainingProgress)value);
            return next => shown.Add((TrainingProgress)next);
        }));
        AppContext.SetData("Notebook.Cancellation", (Func<CancellationToken>)(() => token));
        try
        {
            var live = new LiveCurves();
            var training = new FakeTraining { IsInterrupted = true };
            training.Play(live, FakeTraining.Validated(0.5, 0.4, 0.6));

            Assert.Equal("interrupted after 3 epochs", shown[^1].End);
            Assert.Equal(2, shown[^1].BestEpoch);
            Assert.Contains("best, epoch 2", shown[^1].ToHtml(), StringComparison.Ordinal);
            Assert.All(
                new[] { "Loss", "Accuracy", "Learning rate", "Images a second" },
                title => Assert.Contains(title, shown[^1].ToHtml(), StringComparison.Ordinal));
            cell.Cancel();
            Assert.Throws<OperationCanceledException>(() => live.OnBatchEnd(training, new BatchResult(4, 1, 2, 1, 1, 1, 1, TimeSpan.Zero)));
        }
        finally
        {
            AppContext.SetData("Notebook.Display", null);
            AppContext.SetData("Notebook.Cancellation", null);
        }
    }
}
