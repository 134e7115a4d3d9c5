using CrackLab.Engine.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp.Steps;

/// <summary>BatchNormalization. libtorch would keep the running variance unbiased; ours, as Keras', is biased: (M - 1) / M of it.</summary>
internal sealed class NormalizationStep : IStep, IDisposable
{
    private readonly BatchNormalization _layer;
    private readonly Tensor _gamma;
    private readonly Tensor _beta;
    private readonly Tensor _movingMean;
    private readonly Tensor _movingVariance;
    private readonly Tensor _mean;
    private readonly Tensor _variance;

    /// <summary>Makes the layer ready.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Where its weights are.</param>
    public NormalizationStep(BatchNormalization layer, WeightStore weights)
    {
        _layer = layer;
        _gamma = weights.Find($"{layer.Name}/gamma")!;
        _beta = weights.Find($"{layer.Name}/beta")!;
        _movingMean = weights.Find($"{layer.Name}/moving_mean")!;
        _movingVariance = weights.Find($"{layer.Name}/moving_variance")!;
        _mean = weights.NewFlat(_gamma.shape[0]);
        _variance = weights.NewFlat(_gamma.shape[0]);
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x, PassState pass)
    {
        if (!pass.IsTraining)
        {
            return torch.nn.functional.batch_norm(x, _movingMean, _movingVariance, _gamma, _beta, training: false, eps: _layer.Epsilon);
        }

        long values = x.numel() / _gamma.shape[0];
        if (values == 1)
        {
            return ForwardOne(x);
        }

        // With a momentum of 1 the buffers receive the batch's own statistics.
        Tensor y = torch.nn.functional.batch_norm(x, _mean, _variance, _gamma, _beta, training: true, momentum: 1, eps: _layer.Epsilon);
        Follow((values - 1.0) / values);
        return y;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mean.Dispose();
        _variance.Dispose();
    }

    /// <summary>One value a channel, which libtorch refuses: it is its own mean, and the variance is 0.</summary>
    private Tensor ForwardOne(Tensor x)
    {
        using (torch.no_grad())
        {
            _mean.copy_(x.view(-1));
            _variance.zero_();
        }

        Follow(1);
        long[] channels = x.ndim == 4 ? [1, -1, 1, 1] : [1, -1];
        Tensor flat = x.to(torch.ScalarType.Float32);
        return ((flat - flat) * _gamma.view(channels)) + _beta.view(channels);
    }

    /// <summary>Moves the running statistics towards the batch's.</summary>
    private void Follow(double bias)
    {
        using IDisposable still = torch.no_grad();
        double keep = _layer.Momentum;
        using Scalar kept = keep;
        using Scalar mean = 1 - keep;
        using Scalar variance = (1 - keep) * bias;
        _movingMean.mul_(kept).add_(_mean, mean);
        _movingVariance.mul_(kept).add_(_variance, variance);
    }
}
