using CrackLab.Display;
using CrackLab.Engine;
using CrackLab.Experiments;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;
using CrackLab.Training;

namespace CrackLab.Tests.Experiments;

public sealed class LearningRateFinderTests(ToySet toys) : IClassFixture<ToySet>
{
    [Fact]
    public void Find_LearningRate_LeavesTheModelAndRepeats()
    {
        Sequential model = ToyPhotos.Model();
        int[] before = model.Bits();
        var finder = new LearningRateFinder { Steps = 40, BatchSize = 8, Lowest = 1e-5, CacheFolder = toys.Cache };

        LearningRateCurve first = finder.Find(model, toys.Split.Train);
        LearningRateCurve second = finder.Find(model, toys.Split.Train);

        Assert.Equal(before, model.Bits());
        Assert.Equal(first.Points, second.Points);
        Assert.InRange(first.Steepest!.Value, 1e-5, 1);
        Assert.InRange(first.Valley!.Value, 1e-5, 1);
        Assert.Equal(1e-5, first.Points[0].Rate, 9);
    }

    [Fact]
    public void Steepest_KnownCurve_IsWhereItFallsMost()
    {
        LearningRateCurve curve = Falling();

        Assert.Equal(1e-3, curve.Steepest!.Value, 1e-4);
    }

    [Fact]
    public void Suggestions_KnownCurve_AreMarkedInTheChart()
    {
        LearningRateCurve curve = Falling();

        Assert.Equal(["", "smoothed loss", "steepest 0.001", "valley 0.00079"], curve.Chart.Series.Select(series => series.Name));
        Assert.All(curve.Chart.Series.Skip(2), series => Assert.Equal(SeriesStyle.Points, series.Style));
    }

    [Fact]
    public void Valley_LossThatRisesAfterwards_IsTheMiddleOfTheFall()
    {
        double[] losses = [3, 3.1, 3, 2.9, 2.5, 2.6, 2, 1.5, 1, 4, 5, 6, 7];
        var curve = new LearningRateCurve([.. losses.Select((loss, i) => new LearningRatePoint(Math.Pow(10, i), loss, loss))]);

        // The longest fall is 3.1, 3, 2.9, 2.6 (or 2.5), 2, 1.5, 1: from batch 1 to batch 8.
        Assert.Equal(1e4, curve.Valley);
    }

    [Fact]
    public void Suggestions_LossThatNeverFalls_AreNone()
    {
        var curve = new LearningRateCurve([.. Enumerable.Range(0, 30).Select(i => new LearningRatePoint(Math.Pow(1.5, i), i, i))]);

        Assert.Null(curve.Steepest);
        Assert.Null(curve.Valley);
        Assert.StartsWith("no learning rate suggested", curve.ToString());
    }

    [Fact]
    public void Find_BetweenTwoHalvesOfATraining_ChangesNoBitOfIt()
    {
        using var folder = new TestFolder();
        Sequential whole = ToyPhotos.Model();
        Train(whole, "whole", last: null, cancel: null);
        using var cancel = new CancellationTokenSource();
        Sequential model = ToyPhotos.Model();
        Train(model, "cut", last: null, cancel);

        Checkpoint last = Checkpoint.Load(folder["cut.last"]);
        new LearningRateFinder { Steps = 20, BatchSize = 8, CacheFolder = toys.Cache }.Find(last.Model, toys.Split.Train);
        Sequential resumed = last.Model.Clone();
        Train(resumed, "cut", last, cancel: null);

        Assert.Equal(whole.Bits(), resumed.Bits());

        void Train(Sequential trained, string name, Checkpoint? last, CancellationTokenSource? cancel)
        {
            var trainer = new Trainer(trained)
            {
                Epochs = 3,
                BatchSize = 8,
                CacheFolder = toys.Cache,
                ResumeFrom = last,
                ResumeBest = last is null ? null : Sequential.Load(folder[name + ".best"]),
                Callbacks = { new ModelCheckpoint(folder[name + ".last"], folder[name + ".best"]) },
            };
            if (cancel is not null)
            {
                trainer.Callbacks.Add(Watcher.CancelAfter(6, cancel));
            }

            trainer.Fit(toys.Split.Train, toys.Split.Validation, cancel?.Token ?? default);
        }
    }

    private static LearningRateCurve Falling() => new(
    [
        .. Enumerable.Range(0, 60).Select(i => (Rate: Math.Pow(10, -6 + (i / 10.0)), Loss: 1 / (1 + Math.Exp((i - 30) / 3.0))))
            .Select(point => new LearningRatePoint(point.Rate, point.Loss, point.Loss)),
    ]);
}
