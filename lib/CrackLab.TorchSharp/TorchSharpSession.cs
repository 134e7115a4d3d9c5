using System.Runtime.InteropServices;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.TorchSharp.Steps;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp;

/// <summary>A model made ready for libtorch: weights of its own on the device, layers in channels_last, gradients by its autograd.</summary>
/// <remarks>
/// Every call opens a scope that disposes the tensors made in it; what lives longer is taken once. Loss and head are computed
/// on the host, in double, by the same code as on every engine: a batch's logits are few.
/// </remarks>
internal sealed class TorchSharpSession : IEngineSession
{
    private readonly Sequential _model;
    private readonly SessionOptions _options;
    private readonly torch.Device _device;
    private readonly Activation _head;
    private readonly int _units;
    private readonly WeightStore _weights;
    private readonly InputStage _stage;
    private readonly IReadOnlyList<IStep> _steps;
    private readonly IReadOnlyList<Tensor> _learning;
    private readonly TrainingStore? _training;
    private readonly float[] _logits;
    private readonly float[] _slopes;
    private bool _disposed;

    public TorchSharpSession(Sequential model, SessionOptions options, torch.Device device, torch.ScalarType type)
    {
        _model = model;
        _options = options;
        _device = device;
        _head = Heads.Of(model, options.Training);
        _units = model.OutputShape.Size;
        _weights = new WeightStore(model, device, learns: options.Training is not null);
        _learning = _weights.Learning;
        _stage = new InputStage(model.InputShape, options.BatchSize, device);
        _steps = new StepBuilder(model, _weights, options.BatchSize, type).Build();
        _training = options.Training is { } training ? new TrainingStore(model, training.Optimizer, _weights) : null;
        _logits = new float[options.BatchSize * _units];
        _slopes = new float[options.BatchSize * _units];
    }

    /// <inheritdoc/>
    public void Predict(ModelInput input, Span<float> outputs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SessionChecks.Input(_model, _options, input, outputs.Length / _units);
        using var scope = torch.NewDisposeScope();
        using IDisposable still = torch.no_grad();
        try
        {
            Span<float> values = outputs[..(input.Count * _units)];
            HostMemory.Read(Forward(_stage.Load(input), new PassState(IsTraining: false, input.Count)), values);
            Heads.Apply(_head, values, _units);
        }
        catch (ExternalException error) when (IsOutOfMemory(error))
        {
            throw new ArgumentException(NoRoom(), nameof(input), error);
        }
    }

    /// <inheritdoc/>
    public StepResult TrainStep(ModelInput input, ReadOnlySpan<int> labels, TrainStep step)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TrainingOptions training = SessionChecks.Step(_model, _options, input, labels);
        using var scope = torch.NewDisposeScope();
        try
        {
            Tensor logits = Forward(_stage.Load(input), new PassState(IsTraining: true, input.Count, training.Seed, step.Number));
            Span<float> scores = _logits.AsSpan(0, labels.Length * _units);
            Span<float> slopes = _slopes.AsSpan(0, scores.Length);
            HostMemory.Read(logits.detach(), scores);
            double loss = training.Loss.Compute(scores, labels, slopes);
            int correct = Loss.CountCorrect(scores, labels, boundary: 0);
            _training!.Step(torch.autograd.grad([logits], [.. _learning], [Slopes(slopes, input.Count)]), step);
            return new StepResult(loss, correct);
        }
        catch (ExternalException error) when (IsOutOfMemory(error))
        {
            throw new ArgumentException(NoRoom(), nameof(input), error);
        }
    }

    /// <inheritdoc/>
    public void InputGradient(ModelInput input, ReadOnlySpan<float> outputGradient, Span<float> gradient)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SessionChecks.InputGradient(_model, _options, input, outputGradient, gradient);
        using var scope = torch.NewDisposeScope();
        try
        {
            Tensor x = _stage.Load(input).detach().requires_grad_();
            Tensor logits = Forward(x, new PassState(IsTraining: false, input.Count));
            Tensor dx = torch.autograd.grad([logits], [x], [Slopes(outputGradient, input.Count)])[0];
            HostMemory.Read(_model.InputShape.IsFlat ? dx : dx.permute(0, 2, 3, 1), gradient);
        }
        catch (ExternalException error) when (IsOutOfMemory(error))
        {
            throw new ArgumentException(NoRoom(), nameof(input), error);
        }
    }

    /// <inheritdoc/>
    public void SwapAverage() => _training?.SwapAverage();

    /// <inheritdoc/>
    public void PullWeights() => _weights.Pull();

    /// <inheritdoc/>
    public void PushWeights() => _weights.Push();

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> ExportState() => _training?.Export() ?? [];

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> ExportGradients() => _training?.ExportGradients(_model) ?? [];

    /// <inheritdoc/>
    public void ImportState(IReadOnlyList<NamedTensor> state) => _training?.Import(state);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (IDisposable step in _steps.OfType<IDisposable>())
        {
            step.Dispose();
        }

        _training?.Dispose();
        _stage.Dispose();
        _weights.Dispose();
    }

    private static bool IsOutOfMemory(ExternalException error) => error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);

    private string NoRoom() =>
        $"Session of '{_model.Name}': expected room on {_device} for batches of {_options.BatchSize} samples, received none. Use smaller batches.";

    /// <summary>Logits (N, units) in float32.</summary>
    private Tensor Forward(Tensor x, PassState pass)
    {
        foreach (IStep step in _steps)
        {
            x = step.Forward(x, pass);
        }

        return (x.ndim == 2 ? x : x.permute(0, 2, 3, 1).reshape(pass.Count, _units)).to(torch.ScalarType.Float32);
    }

    private Tensor Slopes(ReadOnlySpan<float> values, int count) => HostMemory.From(values, count, _units).to(_device);
}
