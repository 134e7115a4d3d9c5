using CrackLab.Engine.Execution;
using CrackLab.Engine.Optimizers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp;

/// <summary>An optimizer's step over the flat tensor of trainable weights: clipping, decay, moments, as the SIMD engine does it.</summary>
/// <remarks>Formulas stand at <see cref="Sgd"/>, <see cref="Adam"/> and <see cref="AdamW"/>. Nothing is read back to the host.</remarks>
internal sealed class FlatOptimizer : IDisposable
{
    private readonly Optimizer _optimizer;
    private readonly Tensor _weights;
    private readonly Tensor _decaying;
    private readonly Tensor _scratch;
    private readonly Tensor _scratchOfDecaying;

    /// <summary>Makes it ready.</summary>
    /// <param name="optimizer">Sgd, Adam or AdamW.</param>
    /// <param name="weights">The weights.</param>
    public FlatOptimizer(Optimizer optimizer, WeightStore weights)
    {
        if (optimizer is not (Sgd or Adam))
        {
            throw new NotSupportedException($"TorchSharp engine: expected Sgd, Adam or AdamW, received {optimizer.GetType().Name}. Use one of those.");
        }

        _optimizer = optimizer;
        _weights = weights.Flat.narrow(0, 0, weights.Trainable).DetachFromDisposeScope();
        _decaying = weights.Flat.narrow(0, 0, weights.Decaying).DetachFromDisposeScope();
        _scratch = weights.NewFlat(weights.Trainable);
        _scratchOfDecaying = _scratch.narrow(0, 0, weights.Decaying).DetachFromDisposeScope();
        Slots = [.. optimizer.Slots.Select(_ => weights.NewFlat(weights.Trainable))];
    }

    /// <summary>The moments, in the order of <see cref="Optimizer.Slots"/>.</summary>
    public IReadOnlyList<Tensor> Slots { get; }

    /// <summary>Changes weights and moments; the gradient stays as it is.</summary>
    /// <param name="gradient">Derivative by every trainable weight.</param>
    /// <param name="step">Where in training this step stands.</param>
    public void Step(Tensor gradient, TrainStep step)
    {
        using var scope = torch.NewDisposeScope();
        using IDisposable still = torch.no_grad();
        if (_optimizer is Sgd sgd)
        {
            StepSgd(Limited(gradient, mixesDecay: true), sgd, step);
        }
        else
        {
            StepAdam(Limited(gradient, mixesDecay: _optimizer is not AdamW), (Adam)_optimizer, step);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[_weights, _decaying, _scratchOfDecaying, _scratch, .. Slots])
        {
            tensor.Dispose();
        }
    }

    /// <summary>The gradient, clipped, with decay * w where the formula has it there.</summary>
    private Tensor Limited(Tensor gradient, bool mixesDecay)
    {
        bool decays = mixesDecay && _optimizer.WeightDecay != 0;
        if (_optimizer.ClipNorm <= 0 && !decays)
        {
            return gradient;
        }

        _scratch.copy_(gradient);
        if (_optimizer.ClipNorm > 0)
        {
            using Scalar limit = _optimizer.ClipNorm;
            using Scalar one = 1;
            _scratch.mul_(gradient.norm().reciprocal_().mul_(limit).clamp_max_(one));
        }

        if (decays)
        {
            using Scalar decay = _optimizer.WeightDecay;
            _scratchOfDecaying.add_(_decaying, decay);
        }

        return _scratch;
    }

    private void StepSgd(Tensor gradient, Sgd sgd, TrainStep step)
    {
        using Scalar momentum = sgd.Momentum;
        using Scalar rate = -step.LearningRate;
        using Scalar ahead = -step.LearningRate * sgd.Momentum;
        Tensor velocity = Slots[0].mul_(momentum).add_(gradient);
        if (sgd.Nesterov)
        {
            _weights.add_(gradient, rate).add_(velocity, ahead);
        }
        else
        {
            _weights.add_(velocity, rate);
        }
    }

    private void StepAdam(Tensor gradient, Adam adam, TrainStep step)
    {
        double correction1 = 1 / (1 - Math.Pow(adam.Beta1, step.Number + 1));
        double correction2 = 1 / (1 - Math.Pow(adam.Beta2, step.Number + 1));
        using Scalar beta1 = adam.Beta1;
        using Scalar rest1 = 1 - adam.Beta1;
        using Scalar beta2 = adam.Beta2;
        using Scalar rest2 = 1 - adam.Beta2;
        using Scalar correction = correction2;
        using Scalar epsilon = adam.Epsilon;
        using Scalar rate = -step.LearningRate * correction1;
        Tensor first = Slots[0].mul_(beta1).add_(gradient, rest1);
        Tensor second = Slots[1].mul_(beta2).addcmul_(gradient, gradient, rest2);
        if (adam is AdamW && adam.WeightDecay != 0)
        {
            using Scalar shrink = 1 - (step.LearningRate * adam.WeightDecay);
            _decaying.mul_(shrink);
        }

        Tensor divisor = _scratch.copy_(second).mul_(correction).sqrt_().add_(epsilon);
        _weights.addcdiv_(first, divisor, rate);
    }
}
