using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Imaging;
using CrackLab.Training;

namespace CrackLab.Tests.Training;

/// <summary>A training that only plays lists of figures to a callback.</summary>
internal sealed class FakeTraining : ITraining
{
    private readonly List<EpochResult> _history = [];

    public Sequential Model { get; } = new(new Shape(1, 1, 3), new Flatten(), new Dense(1, Activation.Sigmoid));

    public int Epochs => 100;

    public IReadOnlyList<EpochResult> History => _history;

    public int BestEpoch => MonitoredMetric.ValidationLoss.BestEpoch(_history);

    public bool IsInterrupted { get; set; }

    public double LearningRateFactor { get; set; } = 1;

    public string? StopReason { get; private set; }

    public Sequential BestModel
    {
        get
        {
            Sequential best = Model.Clone();
            best.Metadata = best.Metadata with { RunId = $"best of epoch {BestEpoch}" };
            return best;
        }
    }

    public ImageSet? Validation => null;

    public ReadOnlyMemory<float> ValidationProbabilities => default;

    public IReadOnlyList<(Image Picture, int Label)> FirstBatch() => [];

    public Image ValidationPicture(int index) => throw new InvalidOperationException("no pictures here");

    public IReadOnlyList<NamedTensor> Gradients() => [];

    public void StopTraining(string reason) => StopReason ??= reason;

    public Checkpoint Capture() => new(Model, [], new TrainingPosition { Epoch = _history.Count + 1, LearningRateFactor = LearningRateFactor, History = [.. _history] });

    /// <summary>Plays epochs until there are no more or the callback stops training; gives the number of epochs played.</summary>
    public int Play(Callback callback, params IEnumerable<EpochResult> epochs)
    {
        callback.OnTrainBegin(this);
        foreach (EpochResult epoch in epochs)
        {
            _history.Add(epoch);
            callback.OnEpochEnd(this, epoch);
            if (StopReason is not null)
            {
                break;
            }
        }

        callback.OnTrainEnd(this);
        return _history.Count;
    }

    /// <summary>Epochs with these validation losses; training losses only ever fall.</summary>
    public static IEnumerable<EpochResult> Validated(params double[] losses) =>
        losses.Select((loss, i) => new EpochResult(i + 1, 1.0 / (i + 1), 0.5, loss, 1 - loss, 1e-3, 100, 1));

    /// <summary>Epochs without validation that have these training losses.</summary>
    public static IEnumerable<EpochResult> Unvalidated(params double[] losses) =>
        losses.Select((loss, i) => new EpochResult(i + 1, loss, 1 - loss, null, null, 1e-3, 100, 1));
}
