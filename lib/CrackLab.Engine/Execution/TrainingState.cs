using CrackLab.Engine.Tensors;
using CrackLab.Engine.Threading;

namespace CrackLab.Engine.Execution;

/// <summary>What training keeps besides the weights: the optimizer's moments and the running mean of all weights.</summary>
internal sealed unsafe class TrainingState
{
    private readonly Sequential _model;
    private readonly TrainingOptions _options;
    private readonly KernelSet _kernels;
    private readonly IOptimizerStep _optimizer;
    private readonly IReadOnlyList<AlignedBuffer> _slots;
    private readonly IReadOnlyList<StateTensor> _layout;
    private readonly AlignedBuffer? _average;
    private readonly float* _gradient;

    public TrainingState(Sequential model, TrainingOptions options, KernelSet kernels, float* gradient, Workspace memory)
    {
        _model = model;
        _options = options;
        _kernels = kernels;
        _gradient = gradient;
        _slots = [.. options.Optimizer.Slots.Select(_ => memory.TakeBuffer(model.TrainableLength))];
        _layout = StateLayout.Of(model, options.Optimizer);
        _optimizer = kernels.BuildOptimizer(model, options.Optimizer, gradient, _slots);
        if (options.Optimizer.AverageMomentum > 0)
        {
            _average = memory.TakeBuffer(model.Weights.Length);
            model.Weights.Span.CopyTo(_average.Span);
        }
    }

    /// <summary>Changes weights by their gradients, and the mean by the new weights.</summary>
    /// <returns>Whether weights, running statistics, moments and mean are finite afterwards.</returns>
    public bool Step(ThreadTeam team, TrainStep step)
    {
        bool isFinite = _optimizer.Run(team, step.Number, step.LearningRate)
            && FaultFinder.IsFinite(_model.Weights.Span[_model.TrainableLength..]);
        if (_average is not null)
        {
            double momentum = StateLayout.AverageMomentum(_options.Optimizer, step.Number);
            isFinite &= _kernels.MoveTowards(_average.Pointer, _model.Weights.Pointer, (int)_average.Length, (float)(1 - momentum));
        }

        return isFinite;
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
        [.. _layout.Select(tensor => new NamedTensor(tensor.Name, tensor.Parameter.Dimensions, Values(tensor)))];

    public IReadOnlyList<NamedTensor> ExportGradients() =>
    [
        .. _model.Parameters.Where(p => p.IsTrainable).Select(p =>
            new NamedTensor(p.Name, p.Dimensions, new ReadOnlySpan<float>(_gradient + p.Offset, p.Length).ToArray())),
    ];

    public void Import(IReadOnlyList<NamedTensor> state)
    {
        foreach ((StateTensor tensor, ReadOnlyMemory<float> values) in StateLayout.Match(_layout, state))
        {
            values.CopyTo(Values(tensor));
        }
    }

    private Memory<float> Values(StateTensor tensor) =>
        new BufferMemory(tensor.Slot is { } slot ? _slots[slot] : _average!, tensor.Parameter.Offset, tensor.Parameter.Length).Memory;
}
