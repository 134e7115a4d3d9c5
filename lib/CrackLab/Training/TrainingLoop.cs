using System.Diagnostics;
using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Losses;
using CrackLab.Imaging;

namespace CrackLab.Training;

/// <summary>One training under way.</summary>
internal sealed class TrainingLoop : ITraining
{
    private readonly Trainer _trainer;
    private readonly IEngineSession _session;
    private readonly PixelCache _cache;
    private readonly BatchLoader? _validationLoader;
    private readonly BatchLoader _loader;
    private readonly List<EpochResult> _history;
    private readonly Sequential _best;
    private TrainingPosition _position;
    private string? _stopReason;
    private volatile bool _isCopyingBest;

    public TrainingLoop(Trainer trainer, Sequential model, IEngineSession session, PixelCache cache, ImageSet train, ImageSet? validation)
    {
        _trainer = trainer;
        Model = model;
        _session = session;
        _cache = cache;
        Validation = validation;
        _validationLoader = validation is null ? null : Scorer.InOrder(cache, validation, trainer.BatchSize);
        _loader = new BatchLoader(cache, train, new BatchOptions
        {
            BatchSize = trainer.BatchSize,
            Seed = trainer.Seed,
            Augmentation = trainer.Augmentation,
        });
        _position = trainer.ResumeFrom?.Position ?? new TrainingPosition();
        _history = [.. _position.History];
        _stopReason = _position.StopReason;
        LearningRateFactor = _position.LearningRateFactor;
        BestEpoch = trainer.Monitor.BestEpoch(_history);
        _best = (trainer.ResumeBest ?? model).Clone();
    }

    public Sequential Model { get; }

    public int Epochs => _trainer.Epochs;

    public IReadOnlyList<EpochResult> History => _history;

    public int BestEpoch { get; private set; }

    public bool IsInterrupted { get; private set; }

    public double LearningRateFactor { get; set; }

    public ImageSet? Validation { get; }

    public ReadOnlyMemory<float> ValidationProbabilities { get; private set; }

    public IReadOnlyList<(Image Picture, int Label)> FirstBatch()
    {
        Batch batch = _loader.Epoch(epoch: 1).First();
        int length = _cache.SlotLength;
        return [.. Enumerable.Range(0, batch.Count).Select(i =>
            (new Image(batch.Size, batch.Size, 3, batch.Pixels.AsSpan(i * length, length).ToArray()), batch.Labels[i]))];
    }

    public Image ValidationPicture(int index)
    {
        byte[] pixels = new byte[_cache.SlotLength];
        _cache.CopyTo(_cache.SlotOf(Validation!.Samples[index].Sha256), pixels);
        return new Image(_cache.Size, _cache.Size, 3, pixels);
    }

    public IReadOnlyList<NamedTensor> Gradients() => _session.ExportGradients();

    public void StopTraining(string reason) => _stopReason ??= reason;

    public Checkpoint Capture()
    {
        _session.PullWeights();
        return new Checkpoint(Model, _session.ExportState(), _position with
        {
            LearningRateFactor = LearningRateFactor,
            History = [.. _history],
            StopReason = _stopReason,
        });
    }

    public Checkpoint CaptureBest() => Capture() with { Model = _best };

    public TrainingResult Run(CancellationToken cancellationToken)
    {
        try
        {
            Tell(callback => callback.OnTrainBegin(this));
            while (_position.Epoch <= Epochs && _stopReason is null && !IsInterrupted)
            {
                RunEpoch(cancellationToken);
            }

            _session.PullWeights();
            Tell(callback => callback.OnTrainEnd(this));
        }
        catch (Exception error)
        {
            IsInterrupted = error is OperationCanceledException;
            TakeBest();
            Tell(callback => callback.OnTrainFailed(this));
            throw;
        }

        TakeBest();
        return new TrainingResult
        {
            BestModel = Model,
            BestEpoch = BestEpoch,
            History = _history,
            IsInterrupted = IsInterrupted,
            StopReason = _stopReason,
        };
    }

    /// <summary>Gives the model the best epoch's weights, where there is one.</summary>
    private void TakeBest()
    {
        // While the best weights are being copied from the model, the model is what has them.
        if (BestEpoch > 0 && !_isCopyingBest)
        {
            Model.CopyWeightsFrom(_best);
            _session.PushWeights();
        }
        else
        {
            _session.PullWeights();
        }
    }

    private void RunEpoch(CancellationToken cancellationToken)
    {
        int batches = _loader.BatchesPerEpoch;
        long totalSteps = (long)batches * Epochs;
        double secondsBefore = _position.Seconds;
        var clock = Stopwatch.StartNew();
        if (_position.Batch < batches)
        {
            foreach (Batch batch in _loader.Epoch(_position.Epoch, _position.Batch, CancellationToken.None))
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    IsInterrupted = true;
                    return;
                }

                double learningRate = LearningRate(_position.Step, totalSteps);
                Step(batch, learningRate, secondsBefore + clock.Elapsed.TotalSeconds);
                Report(batches, learningRate);
            }
        }

        double trainingSeconds = secondsBefore + clock.Elapsed.TotalSeconds;
        (double? validationLoss, double? validationAccuracy) = Validate();
        var result = new EpochResult(
            _position.Epoch,
            _position.LossSum / _position.Count,
            (double)_position.Correct / _position.Count,
            validationLoss,
            validationAccuracy,
            LearningRate(_position.Step - 1, totalSteps),
            _position.Count / Math.Max(trainingSeconds, 1e-9),
            secondsBefore + clock.Elapsed.TotalSeconds);
        EndEpoch(result);
    }

    private double LearningRate(long step, long totalSteps) =>
        _trainer.Optimizer.LearningRate * LearningRateFactor * _trainer.Schedule.Factor(step, totalSteps);

    private void Step(Batch batch, double learningRate, double seconds)
    {
        ReadOnlySpan<byte> pixels = batch.Pixels.AsSpan(0, batch.Count * batch.Size * batch.Size * 3);
        StepResult result = _session.TrainStep(
            new ModelInput(pixels, batch.Count), batch.Labels.AsSpan(0, batch.Count), new TrainStep(_position.Step, learningRate));
        if (!double.IsFinite(result.LossSum))
        {
            throw new ArithmeticException(
                $"Training, epoch {_position.Epoch}, batch {_position.Batch + 1}: expected a finite loss, received {result.LossSum / batch.Count}. Lower the learning rate ({learningRate:g3} here) or clip gradients.");
        }

        _position = _position with
        {
            Batch = _position.Batch + 1,
            Step = _position.Step + 1,
            LossSum = _position.LossSum + result.LossSum,
            Correct = _position.Correct + result.Correct,
            Count = _position.Count + batch.Count,
            Seconds = seconds,
        };
    }

    private void Report(int batches, double learningRate)
    {
        if (_trainer.Callbacks.Count == 0)
        {
            return;
        }

        double rate = _position.Count / Math.Max(_position.Seconds, 1e-9);
        double secondsPerBatch = _position.Seconds / _position.Batch;
        long left = ((long)(Epochs - _position.Epoch + 1) * batches) - _position.Batch;
        var result = new BatchResult(
            _position.Epoch,
            _position.Batch,
            batches,
            _position.LossSum / _position.Count,
            (double)_position.Correct / _position.Count,
            learningRate,
            rate,
            TimeSpan.FromSeconds(left * secondsPerBatch));
        Tell(callback => callback.OnBatchEnd(this, result));
    }

    private (double? Loss, double? Accuracy) Validate()
    {
        if (Validation is null)
        {
            return (null, null);
        }

        _session.SwapAverage();
        float[] outputs = Scorer.Predict(_session, Model.OutputShape.Size, _validationLoader!, Validation.Count, CancellationToken.None);
        _session.SwapAverage();
        ValidationProbabilities = outputs;
        int[] labels = [.. Validation.Samples.Select(sample => sample.Label)];
        double loss = Loss.OfProbabilities(outputs, labels) / labels.Length;
        return double.IsFinite(loss)
            ? (loss, (double)Loss.CountCorrect(outputs, labels) / labels.Length)
            : throw new ArithmeticException(
                $"Training, epoch {_position.Epoch}, validation: expected a finite loss, received {loss}. Lower the learning rate or clip gradients.");
    }

    private void EndEpoch(EpochResult result)
    {
        _history.Add(result);
        _position = new TrainingPosition { Epoch = result.Epoch + 1, Step = _position.Step };
        int best = _trainer.Monitor.BestEpoch(_history);
        if (best == result.Epoch)
        {
            BestEpoch = best;
            _session.SwapAverage();
            _session.PullWeights();
            _isCopyingBest = true;
            _best.CopyWeightsFrom(Model);
            _isCopyingBest = false;
            _session.SwapAverage();
        }

        _session.PullWeights();
        _best.Metadata = Model.Metadata;
        Tell(callback => callback.OnEpochEnd(this, result));
    }

    private void Tell(Action<Callback> tell)
    {
        foreach (Callback callback in _trainer.Callbacks)
        {
            tell(callback);
        }
    }
}
