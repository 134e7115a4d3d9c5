using CrackLab.Engine.Tensors;
using CrackLab.Engine.Threading;

namespace CrackLab.Engine.Execution;

/// <summary>What training keeps besides the weights: the optimizer's moments and the running mean of all weights.</summary>
internal sealed unsafe class TrainingState
{
    private const string OptimizerPrefix = "optimizer/";
    private const string AveragePrefix = "average/";
    private readonly Sequential _model;
    private readonly TrainingOptions _options;
    private readonly KernelSet _kernels;
    private readonly IOptimizerStep _optimizer;
    private readonly IReadOnlyList<AlignedBuffer> _slots;
    private readonly AlignedBuffer? _average;
    private readonly float* _gradient;

    public TrainingState(Sequential model, TrainingOptions options, KernelSet kernels, float* gradient, Workspace memory)
    {
        _model = model;
        _options = options;
        _kernels = kernels;
        _gradient = gradient;
        _slots = [.. options.Optimizer.Slots.Select(_ => memory.TakeBuffer(model.TrainableLength))];
        _optimizer = kernels.BuildOptimizer(model, options.Optimizer, gradient, _slots);
        if (options.Optimizer.AverageMomentum > 0)
        {
            _average = memory.TakeBuffer(model.Weights.Length);
            model.Weights.Span.CopyTo(_average.Span);
        }
    }

    /// <summary>Changes weights by their gradients, and the mean by the new weights.</summary>
    public void Step(ThreadTeam team, TrainStep step)
    {
        _optimizer.Run(team, step.Number, step.LearningRate);
        if (_average is not null)
        {
            // Early on the mean follows quickly, as in tf.train.ExponentialMovingAverage with num_updates.
            double momentum = Math.Min(_options.Optimizer.AverageMomentum, (1.0 + step.Number) / (10.0 + step.Number));
            _kernels.MoveTowards(_average.Pointer, _model.Weights.Pointer, (int)_average.Length, (float)(1 - momentum));
        }
    }

    /// <summary>Exchanges weights and mean; false where there is no mean.</summary>
    public bool SwapAverage()
    {
        if (_average is null)
        {
            return false;
        }

        Span<float> weights = _model.Weights.Span;
        Span<float> average = _average.Span;
        for (int i = 0; i < weights.Length; i++)
        {
            (weights[i], average[i]) = (average[i], weights[i]);
        }

        return true;
    }

    public IReadOnlyList<NamedTensor> Export() =>
        [.. Tensors().Select(tensor => new NamedTensor(tensor.Name, tensor.Parameter.Dimensions, Values(tensor).ToArray()))];

    public IReadOnlyList<NamedTensor> ExportGradients() =>
    [
        .. _model.Parameters.Where(p => p.IsTrainable).Select(p =>
            new NamedTensor(p.Name, p.Dimensions, new ReadOnlySpan<float>(_gradient + p.Offset, p.Length).ToArray())),
    ];

    public void Import(IReadOnlyList<NamedTensor> state)
    {
        var byName = state.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var tensor in Tensors())
        {
            if (!byName.TryGetValue(tensor.Name, out NamedTensor? saved) || saved.Values.Length != tensor.Parameter.Length || !saved.Dimensions.SequenceEqual(tensor.Parameter.Dimensions))
            {
                throw new ArgumentException($"Training state: expected '{tensor.Name}' of shape ({string.Join(", ", tensor.Parameter.Dimensions)}), received {(saved is null ? "none" : $"shape ({string.Join(", ", saved.Dimensions)})")}. Resume with the optimizer that the run began with.", nameof(state));
            }
        }

        foreach (var tensor in Tensors())
        {
            byName[tensor.Name].Values.Span.CopyTo(Values(tensor));
        }
    }

    private static Span<float> Values((string Name, Parameter Parameter, AlignedBuffer Buffer) tensor) =>
        tensor.Buffer.Span.Slice(tensor.Parameter.Offset, tensor.Parameter.Length);

    private IEnumerable<(string Name, Parameter Parameter, AlignedBuffer Buffer)> Tensors()
    {
        for (int slot = 0; slot < _slots.Count; slot++)
        {
            foreach (Parameter parameter in _model.Parameters.Where(p => p.IsTrainable))
            {
                yield return ($"{OptimizerPrefix}{_options.Optimizer.Slots[slot]}/{parameter.Name}", parameter, _slots[slot]);
            }
        }

        if (_average is not null)
        {
            foreach (Parameter parameter in _model.Parameters)
            {
                yield return ($"{AveragePrefix}{parameter.Name}", parameter, _average);
            }
        }
    }
}
