using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Optimizers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp;

/// <summary>What training keeps besides the weights: gradients, the optimizer's moments and the running mean of all weights.</summary>
internal sealed class TrainingStore : IDisposable
{
    private readonly WeightStore _weights;
    private readonly FlatOptimizer _optimizer;
    private readonly Optimizer _settings;
    private readonly Tensor _gradient;
    private readonly Tensor[] _gradients;
    private readonly Tensor? _average;
    private readonly IReadOnlyList<StateTensor> _layout;
    private readonly Dictionary<string, WeightView> _views;

    /// <summary>Takes memory.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="settings">How it is trained.</param>
    /// <param name="weights">Its weights on the device.</param>
    public TrainingStore(Sequential model, Optimizer settings, WeightStore weights)
    {
        using var scope = torch.NewDisposeScope();
        _weights = weights;
        _settings = settings;
        _optimizer = new FlatOptimizer(settings, weights);
        _gradient = weights.NewFlat(weights.Trainable);
        _gradients = [.. weights.Views.Where(view => view.Parameter.IsTrainable).Select(view => view.Of(_gradient).DetachFromDisposeScope())];
        _average = settings.AverageMomentum > 0 ? weights.Flat.clone().DetachFromDisposeScope() : null;
        _layout = StateLayout.Of(model, settings);
        _views = weights.Views.ToDictionary(view => view.Parameter.Name, StringComparer.Ordinal);
    }

    /// <summary>Changes weights by their gradients, and the mean by the new weights.</summary>
    /// <param name="gradients">A derivative for each trainable weight, in the order of the flat tensor.</param>
    /// <param name="step">Where in training this step stands.</param>
    public void Step(IList<Tensor> gradients, TrainStep step)
    {
        using IDisposable still = torch.no_grad();
        for (int i = 0; i < _gradients.Length; i++)
        {
            _gradients[i].copy_(gradients[i]);
        }

        _optimizer.Step(_gradient, step);
        if (_average is not null)
        {
            double momentum = StateLayout.AverageMomentum(_settings, step.Number);
            using Scalar kept = momentum;
            using Scalar part = 1 - momentum;
            _average.mul_(kept).add_(_weights.Flat, part);
        }
    }

    /// <summary>Exchanges weights and mean, where there is one.</summary>
    public void SwapAverage()
    {
        if (_average is not null)
        {
            using IDisposable still = torch.no_grad();
            using Tensor kept = _weights.Flat.clone();
            _weights.Flat.copy_(_average);
            _average.copy_(kept);
        }
    }

    /// <summary>Copies of moments and mean, by name.</summary>
    public IReadOnlyList<NamedTensor> Export()
    {
        using var scope = torch.NewDisposeScope();
        return [.. _layout.Select(tensor => Copy(tensor.Name, tensor.Parameter, FlatOf(tensor)))];
    }

    /// <summary>Copies of the last step's gradients, by name.</summary>
    public IReadOnlyList<NamedTensor> ExportGradients(Sequential model)
    {
        using var scope = torch.NewDisposeScope();
        return [.. model.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => Copy(parameter.Name, parameter, _gradient))];
    }

    /// <summary>Puts back what <see cref="Export"/> gave.</summary>
    /// <param name="state">The same names and dimensions.</param>
    public void Import(IReadOnlyList<NamedTensor> state)
    {
        using var scope = torch.NewDisposeScope();
        using IDisposable still = torch.no_grad();
        foreach ((StateTensor tensor, ReadOnlyMemory<float> values) in StateLayout.Match(_layout, state))
        {
            _views[tensor.Parameter.Name].Write(FlatOf(tensor), values.Span);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor gradient in _gradients)
        {
            gradient.Dispose();
        }

        _gradient.Dispose();
        _average?.Dispose();
        _optimizer.Dispose();
    }

    private Tensor FlatOf(StateTensor tensor) => tensor.Slot is { } slot ? _optimizer.Slots[slot] : _average!;

    private NamedTensor Copy(string name, Parameter parameter, Tensor flat)
    {
        float[] values = new float[parameter.Length];
        _views[parameter.Name].Read(flat, values);
        return new NamedTensor(name, parameter.Dimensions, values);
    }
}
