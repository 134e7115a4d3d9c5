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
    private readonly ImageSet _train;
    private readonly List<EpochResult> _history;
    private TrainingPosition _position;
    private string? _stopReason;
    private volatile bool _isCopyingBest;

    public TrainingLoop(Trainer trainer, Sequential model, IEngineSession session, PixelCache cache, ImageSet train, ImageSet? validation)
    {
        _trainer = trainer;
        Model = model;
        _session = session;
        _cache = cache;
        _train = train;
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
        BestModel = (trainer.ResumeBest ?? model).Clone();
    }

    public Sequential Model { get; }

    public Sequential BestModel { get; }

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
            TakeBest(isBroken: error is DivergenceException);
            Tell(callback => callback.OnTrainFailed(this));
            throw;
        }

        TakeBest(isBroken: false);
        return new TrainingResult
        {
            BestModel = Model,
            BestEpoch = BestEpoch,
            History = _history,
            IsInterrupted = IsInterrupted,
            StopReason = _stopReason,
        };
    }

    /// <summary>Gives the model the best epoch's weights, where there is one; where its own are broken, else those that training began with.</summary>
    private void TakeBest(bool isBroken)
    {
        // While the best weights are being copied from the model, the model is what has them.
        if ((BestEpoch > 0 || isBroken) && !_isCopyingBest)
        {
            Model.CopyWeightsFrom(BestModel);
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
        double secondsBefore = _position.Seconds;
        var clock = Stopwatch.StartNew();
        double trainingSeconds;
        double? validationLoss, validationAccuracy;
        try
        {
            TrainBatches();
            trainingSeconds = secondsBefore + clock.Elapsed.TotalSeconds;
            (validationLoss, validationAccuracy) = Validate(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever was given up, the position is that after the last whole batch, and so are the weights.
            IsInterrupted = true;
            return;
        }

        var result = new EpochResult(
            _position.Epoch,
            _position.LossSum / _position.Count,
            (double)_position.Correct / _position.Count,
            validationLoss,
            validationAccuracy,
            LearningRate(_position.Step - 1),
            _position.Count / Math.Max(trainingSeconds, 1e-9),
            secondsBefore + clock.Elapsed.TotalSeconds);
        EndEpoch(result);

        void TrainBatches()
        {
            if (_position.Batch == batches)
            {
                return;
            }

            foreach (Batch batch in _loader.Epoch(_position.Epoch, _position.Batch, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                double learningRate = LearningRate(_position.Step);
                Step(batch, learningRate, secondsBefore + clock.Elapsed.TotalSeconds, cancellationToken);
                Report(batches, learningRate);
            }
        }
    }

    private double LearningRate(long step) =>
        _trainer.Optimizer.LearningRate * LearningRateFactor * _trainer.Schedule.Factor(step, (long)_loader.BatchesPerEpoch * Epochs);

    private void Step(Batch batch, double learningRate, double seconds, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> pixels = batch.Pixels.AsSpan(0, batch.Count * batch.Size * batch.Size * 3);
        StepResult result = _session.TrainStep(
            new ModelInput(pixels, batch.Count), batch.Labels.AsSpan(0, batch.Count), new TrainStep(_position.Step, learningRate), cancellationToken);
        if (!result.IsFinite)
        {
            NumericFault fault = _session.FindFault() ?? new NumericFault(FaultStage.Loss, Layer: null, Tensor: null, []);
            throw Diverged(_position.Batch + 1, learningRate, fault, [.. batch.Indices.Take(batch.Count).Select(index => _train.Samples[index].Path)]);
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

    private (double? Loss, double? Accuracy) Validate(CancellationToken cancellationToken)
    {
        if (Validation is null)
        {
            return (null, null);
        }

        float[] outputs;
        _session.SwapAverage();
        try
        {
            outputs = Scorer.Predict(
                _session,
                Model.OutputShape.Size,
                Validation,
                _validationLoader!,
                (fault, files) => Diverged(batch: null, LearningRate(_position.Step - 1), fault, files),
                cancellationToken);
        }
        finally
        {
            _session.SwapAverage();
        }

        ValidationProbabilities = outputs;
        int[] labels = [.. Validation.Samples.Select(sample => sample.Label)];
        return (Loss.OfProbabilities(outputs, labels) / labels.Length, (double)Loss.CountCorrect(outputs, labels) / labels.Length);
    }

    private DivergenceException Diverged(int? batch, double learningRate, NumericFault fault, string[] files) => new(new Divergence
    {
        Epoch = _position.Epoch,
        Batch = batch,
        Stage = fault.Stage,
        Layer = fault.Layer,
        Tensor = fault.Tensor,
        LearningRate = learningRate,
        Files = fault.Samples.Count == 0 ? files : [.. fault.Samples.Select(sample => files[sample])],
        BatchSize = files.Length,
    });

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
            BestModel.CopyWeightsFrom(Model);
            _isCopyingBest = false;
            _session.SwapAverage();
        }

        _session.PullWeights();
        BestModel.Metadata = Model.Metadata;
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
