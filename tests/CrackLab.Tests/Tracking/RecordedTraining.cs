using CrackLab.Engine;
using CrackLab.Training;

namespace CrackLab.Tests.Tracking;

/// <summary>A training that only plays back epochs.</summary>
internal sealed class RecordedTraining : ITraining
{
    private readonly List<EpochResult> _history = [];

    public Sequential Model => throw new InvalidOperationException("no model here");

    public int Epochs => 3;

    public IReadOnlyList<EpochResult> History => _history;

    public int BestEpoch => _history.Count;

    public bool IsInterrupted => false;

    public double LearningRateFactor { get; set; } = 1;

    public void StopTraining(string reason) => throw new InvalidOperationException(reason);

    public Checkpoint Capture() => throw new InvalidOperationException("no weights here");

    public Checkpoint CaptureBest() => Capture();

    /// <summary>Plays epochs <paramref name="first"/> to <paramref name="last"/> to a callback.</summary>
    public void Play(Callback callback, int first, int last, bool hasValidation = true)
    {
        callback.OnTrainBegin(this);
        for (int epoch = first; epoch <= last; epoch++)
        {
            _history.Add(Epoch(epoch, hasValidation));
            callback.OnEpochEnd(this, _history[^1]);
        }
        callback.OnTrainEnd(this);
    }

    public static EpochResult Epoch(int epoch, bool hasValidation = true) => new(
        epoch,
        Loss: 1.0 / 3 / epoch,
        Accuracy: 1 - 0.1 / epoch,
        ValidationLoss: hasValidation ? 0.5 / epoch : null,
        ValidationAccuracy: hasValidation ? 1 - 0.2 / epoch : null,
        LearningRate: 1e-3 / epoch,
        ImagesPerSecond: 123.456,
        Seconds: 12.5);
}
