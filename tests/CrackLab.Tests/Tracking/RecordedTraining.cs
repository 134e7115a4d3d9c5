using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Imaging;
using CrackLab.Training;

namespace CrackLab.Tests.Tracking;

/// <summary>A training that only plays back epochs.</summary>
internal sealed class RecordedTraining : ITraining
{
    private readonly List<EpochResult> _history = [];

    public Sequential Model { get; } = new(new Shape(1, 1, 3), new Flatten(), new Dense(1, Activation.Sigmoid))
    {
        Metadata = new ModelMetadata { Classes = ["no", "yes"] },
    };

    public int Epochs => 3;

    public IReadOnlyList<EpochResult> History => _history;

    public int BestEpoch => _history.Count;

    public bool IsInterrupted => false;

    public double LearningRateFactor { get; set; } = 1;

    /// <summary>One image of each class, both called "yes".</summary>
    public ImageSet Validation { get; } = new("photos", ["no", "yes"], [new Sample("no/1.png", 0, "a", "1"), new Sample("yes/1.png", 1, "b", "2")]);

    public ReadOnlyMemory<float> ValidationProbabilities { get; } = new[] { 0.75f, 0.9f };

    public Sequential BestModel => throw new InvalidOperationException("no weights here");

    public IReadOnlyList<(Image Picture, int Label)> FirstBatch() => [(new Image(1, 1), 0), (new Image(1, 1), 1)];

    public Image ValidationPicture(int index) => new(1, 1);

    public IReadOnlyList<NamedTensor> Gradients() => [new NamedTensor("dense/kernel", [3, 1], new[] { -1f, 0, 2 })];

    public void StopTraining(string reason) => throw new InvalidOperationException(reason);

    public Checkpoint Capture() => throw new InvalidOperationException("no weights here");

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
