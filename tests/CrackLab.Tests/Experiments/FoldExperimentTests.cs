using CrackLab.Experiments;
using CrackLab.Tests.Training;

namespace CrackLab.Tests.Experiments;

public sealed class FoldExperimentTests(PhotoFolder photos) : IClassFixture<PhotoFolder>
{
    private static readonly HyperParameters Settings = PhotoFolder.Settings with { Epochs = 1 };

    [Fact]
    public void Run_InterruptedInAFoldAndResumed_EqualsTheWhole()
    {
        FoldsResult whole = FoldExperiment.Run(Options("folds-whole"), Settings, folds: 2);
        Assert.False(whole.IsInterrupted);
        Assert.Equal(2, whole.Folds.Count);

        using var cancel = new CancellationTokenSource();
        int done = 0;
        var watcher = new Watcher
        {
            End = _ => done++,
            Step = (_, _) =>
            {
                if (done == 1)
                {
                    cancel.Cancel();
                }
            },
        };
        var observer = new ExperimentObserver { Callbacks = [watcher] };
        FoldsResult cut = FoldExperiment.Run(Options("folds-cut"), Settings, folds: 2, resumed: null, observer, cancel.Token);
        Assert.True(cut.IsInterrupted);
        Assert.Empty(cut.Metrics);
        Assert.False(File.Exists(Path.Combine(cut.Path, FoldExperiment.JsonName)));

        FoldsResult resumed = FoldExperiment.Run(Options("folds-cut"), Settings, folds: 2, resumed: []);
        Assert.Equal(whole.Metrics.Select(metric => metric.Values), resumed.Metrics.Select(metric => metric.Values));
        Assert.True(File.Exists(Path.Combine(cut.Path, FoldExperiment.JsonName)));
    }

    private ExperimentOptions Options(string run) => new() { Data = photos.Data, Run = photos.Below(run) };
}
