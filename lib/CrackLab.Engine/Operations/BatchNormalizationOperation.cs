using CrackLab.Engine.Layers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>BatchNormalization, with a ReLU that follows it done in the same pass.</summary>
/// <remarks>
/// <para>
/// Forward: y = x * scale + shift, scale = gamma / sqrt(variance + epsilon), shift = beta - mean * scale.
/// Backward, with m values a channel, h = (x - mean) / deviation and g = dy behind the ReLU: dbeta = sum g,
/// dgamma = sum g h, dx = gamma / deviation * (g - dbeta / m - h * dgamma / m). With running statistics dx = gamma / deviation * g.
/// </para>
/// <para>Sums run over each sample in float and over samples in double, in their order.</para>
/// </remarks>
internal sealed unsafe class BatchNormalizationOperation<TSimd, TVector> : Operation
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly BatchNormalization _layer;
    private readonly ParameterView _gamma;
    private readonly ParameterView _beta;
    private readonly float* _movingMean;
    private readonly float* _movingVariance;
    private readonly bool _relu;
    private readonly int _c;
    private readonly int _pixels;
    private readonly float* _mean;
    private readonly float* _inverse;
    private readonly float* _a;
    private readonly float* _b;
    private readonly float* _shift;
    private readonly float* _sums;
    private readonly double[] _batchMean;
    private readonly double[] _batchVariance;
    private readonly Action<int, int> _statistics;
    private readonly Action<int, int> _apply;
    private readonly Action<int, int> _gradientSums;
    private readonly Action<int, int> _gradient;
    private readonly Action<int, int> _fixedGradient;
    private float* _x;
    private float* _y;
    private float* _dy;
    private float* _dx;

    public BatchNormalizationOperation(
        BatchNormalization layer, Shape input, BatchNormalizationViews views, bool relu, OperationOptions options)
        : base(input, input)
    {
        _layer = layer;
        _gamma = views.Gamma;
        _beta = views.Beta;
        _movingMean = views.MovingMean.Values;
        _movingVariance = views.MovingVariance.Values;
        _relu = relu;
        _c = input.Channels;
        _pixels = input.Height * input.Width;
        _mean = options.Memory.Take(_c);
        _inverse = options.Memory.Take(_c);
        _a = options.Memory.Take(_c);
        _b = options.Memory.Take(_c);
        _shift = options.Memory.Take(_c);
        _sums = options.Memory.Take((long)options.BatchSize * 2 * _c);
        _batchMean = options.Training ? new double[_c] : [];
        _batchVariance = options.Training ? new double[_c] : [];
        _statistics = Statistics;
        _apply = Apply;
        _gradientSums = GradientSums;
        _gradient = Gradient;
        _fixedGradient = FixedGradient;
    }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override void Finish()
    {
        double keep = _layer.Momentum;
        for (int c = 0; c < _c; c++)
        {
            _movingMean[c] = (float)((keep * _movingMean[c]) + ((1 - keep) * _batchMean[c]));
            _movingVariance[c] = (float)((keep * _movingVariance[c]) + ((1 - keep) * _batchVariance[c]));
        }
    }

    /// <inheritdoc/>
    public override void Forward(Pass pass, float* x, float* y)
    {
        _x = x;
        _y = y;
        if (pass.IsTraining)
        {
            pass.Team.Run(pass.Count, _statistics);
            FromBatch(pass.Count);
        }
        else
        {
            for (int c = 0; c < _c; c++)
            {
                SetScale(c, _movingMean[c], _movingVariance[c]);
            }
        }

        pass.Team.Run(pass.Count, _apply);
    }

    /// <inheritdoc/>
    public override void Backward(Pass pass, float* x, float* y, float* dy, float* dx)
    {
        _x = x;
        _y = y;
        _dy = dy;
        _dx = dx;
        if (!pass.IsTraining)
        {
            BackwardFixed(pass);
            return;
        }

        pass.Team.Run(pass.Count, _gradientSums);
        double m = (double)pass.Count * _pixels;
        for (int c = 0; c < _c; c++)
        {
            (double sum, double product) = SumOverSamples(pass.Count, c);
            double dgamma = (product - (_mean[c] * sum)) * _inverse[c];
            _beta.Gradient[c] = (float)sum;
            _gamma.Gradient[c] = (float)dgamma;

            // dx = a g + b x + shift
            double a = _gamma.Values[c] * (double)_inverse[c];
            double b = -a * _inverse[c] * dgamma / m;
            _a[c] = (float)a;
            _b[c] = (float)b;
            _shift[c] = (float)((-a * sum / m) - (b * _mean[c]));
        }

        if (dx is not null)
        {
            pass.Team.Run(pass.Count, _gradient);
        }
    }

    /// <summary>With running statistics, mean and deviation do not depend on x: dx = a g, a being what the forward pass took.</summary>
    private void BackwardFixed(Pass pass)
    {
        if (_dx is null)
        {
            return;
        }

        new Span<float>(_shift, _c).Clear();
        pass.Team.Run(pass.Count, _fixedGradient);
    }

    private void FromBatch(int count)
    {
        double m = (double)count * _pixels;
        for (int c = 0; c < _c; c++)
        {
            (double sum, double squares) = SumOverSamples(count, c);
            double mean = sum / m;
            double variance = Math.Max((squares / m) - (mean * mean), 0);
            SetScale(c, mean, variance);
            _batchMean[c] = mean;
            _batchVariance[c] = variance;
        }
    }

    private void SetScale(int c, double mean, double variance)
    {
        double inverse = 1 / Math.Sqrt(variance + _layer.Epsilon);
        _mean[c] = (float)mean;
        _inverse[c] = (float)inverse;
        _a[c] = (float)(_gamma.Values[c] * inverse);
        _shift[c] = (float)(_beta.Values[c] - (mean * _gamma.Values[c] * inverse));
    }

    private (double First, double Second) SumOverSamples(int count, int c)
    {
        double first = 0;
        double second = 0;
        for (int n = 0; n < count; n++)
        {
            first += _sums[((nint)n * 2 * _c) + c];
            second += _sums[((nint)n * 2 * _c) + _c + c];
        }

        return (first, second);
    }

    private void Statistics(int sample, int thread)
    {
        float* x = _x + ((nint)sample * Input.Size);
        float* sums = _sums + ((nint)sample * 2 * _c);
        ChannelKernels<TSimd, TVector>.SumProducts(x, x, _c, _pixels, sums, sums + _c);
    }

    private void GradientSums(int sample, int thread)
    {
        nint start = (nint)sample * Input.Size;
        float* sums = _sums + ((nint)sample * 2 * _c);
        if (_relu)
        {
            ChannelKernels<TSimd, TVector>.MaskByPositive(_y + start, _dy + start, Input.Size);
        }

        ChannelKernels<TSimd, TVector>.SumProducts(_dy + start, _x + start, _c, _pixels, sums, sums + _c);
    }

    private void FixedGradient(int sample, int thread)
    {
        nint start = (nint)sample * Input.Size;
        if (_relu)
        {
            ChannelKernels<TSimd, TVector>.MaskByPositive(_y + start, _dy + start, Input.Size);
        }

        ChannelKernels<TSimd, TVector>.ScaleAndShift(_dy + start, _c, _pixels, _a, _shift, float.NegativeInfinity, _dx + start);
    }

    private void Apply(int sample, int thread)
    {
        nint start = (nint)sample * Input.Size;
        ChannelKernels<TSimd, TVector>.ScaleAndShift(_x + start, _c, _pixels, _a, _shift, _relu ? 0 : float.NegativeInfinity, _y + start);
    }

    private void Gradient(int sample, int thread)
    {
        nint start = (nint)sample * Input.Size;
        ChannelKernels<TSimd, TVector>.Combine(_dy + start, _a, _x + start, _b, _shift, (_c, _pixels), _dx + start);
    }
}
