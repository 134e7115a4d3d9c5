using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Threading;

namespace CrackLab.Engine.Execution;

/// <summary>Computes an optimizer's step over the flat buffer of trainable weights: clipping, decay, moments, running mean.</summary>
/// <remarks>
/// <para>Formulas stand at <see cref="Sgd"/>, <see cref="Adam"/> and <see cref="AdamW"/>. Each piece is one stretch of weights, read and written once.</para>
/// <para>
/// Watches for NaN and infinity on the way: 0 * w is 0 for a finite w and NaN for any other, so their sum tells. What is in
/// registers anyway is looked at; a velocity or a first moment that is not finite makes its weight so.
/// </para>
/// </remarks>
internal sealed unsafe class OptimizerStep<TSimd, TVector> : IOptimizerStep
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int SegmentLength = 1 << 16;
    private readonly Optimizer _optimizer;
    private readonly OptimizerSegment[] _segments;
    private readonly float* _weights;
    private readonly float* _gradient;
    private readonly float* _first;
    private readonly float* _second;
    private readonly double[] _norms;
    private readonly bool[] _isFinite;
    private readonly Action<int, int> _norm;
    private readonly Action<int, int> _step;
    private double _rate;
    private float _clip;
    private float _correction1;
    private float _correction2;

    public OptimizerStep(Sequential model, Optimizer optimizer, float* gradient, IReadOnlyList<AlignedBuffer> slots)
    {
        _optimizer = optimizer;
        _weights = model.Weights.Pointer;
        _gradient = gradient;
        _first = slots[0].Pointer;
        _second = slots.Count > 1 ? slots[1].Pointer : null;
        _segments = [.. model.Parameters.Where(p => p.IsTrainable).SelectMany(p => Enumerable
            .Range(0, (p.Length + SegmentLength - 1) / SegmentLength)
            .Select(i => new OptimizerSegment(p.Offset + (i * SegmentLength), Math.Min(SegmentLength, p.Length - (i * SegmentLength)), p.Decays)))];
        _norms = new double[_segments.Length];
        _isFinite = new bool[_segments.Length];
        _norm = (piece, _) => _norms[piece] = SquaredNorm(_segments[piece]);
        _step = (piece, _) => _isFinite[piece] = Step(_segments[piece]);
    }

    public bool Run(ThreadTeam team, long step, double learningRate)
    {
        _rate = learningRate;
        _clip = 1;
        if (_optimizer.ClipNorm > 0)
        {
            team.Run(_segments.Length, _norm);
            double norm = Math.Sqrt(_norms.Sum());
            _clip = norm > _optimizer.ClipNorm ? (float)(_optimizer.ClipNorm / norm) : 1;
        }

        if (_optimizer is Adam adam)
        {
            _correction1 = (float)(1 / (1 - Math.Pow(adam.Beta1, step + 1)));
            _correction2 = (float)(1 / (1 - Math.Pow(adam.Beta2, step + 1)));
        }

        team.Run(_segments.Length, _step);
        return !_isFinite.AsSpan().Contains(false);
    }

    private double SquaredNorm(OptimizerSegment segment)
    {
        double sum = 0;
        for (int i = segment.Offset; i < segment.Offset + segment.Length; i++)
        {
            sum += (double)_gradient[i] * _gradient[i];
        }

        return sum;
    }

    private bool Step(OptimizerSegment segment)
    {
        // Whole vectors: parameters begin at multiples of 16 floats and the filling between them is zero on all sides.
        int end = segment.Offset + ((segment.Length + TSimd.Width - 1) / TSimd.Width * TSimd.Width);
        double decay = segment.Decays ? _optimizer.WeightDecay : 0;
        return _optimizer switch
        {
            AdamW adamw => StepAdam(segment.Offset, end, adamw, 0, (float)(1 - (_rate * decay))),
            Adam adam => StepAdam(segment.Offset, end, adam, (float)decay, 1),
            Sgd sgd => StepSgd(segment.Offset, end, sgd, (float)decay),
            _ => throw new NotSupportedException($"SIMD engine: expected Sgd, Adam or AdamW, received {_optimizer.GetType().Name}. Use one of those."),
        };
    }

    private bool StepSgd(int from, int to, Sgd sgd, float decay)
    {
        TVector rate = TSimd.Broadcast((float)-_rate);
        TVector momentum = TSimd.Broadcast((float)sgd.Momentum);
        TVector clip = TSimd.Broadcast(_clip);
        TVector decays = TSimd.Broadcast(decay);
        TVector zero = TSimd.Broadcast(0);
        TVector watch = zero;
        for (int i = from; i < to; i += TSimd.Width)
        {
            TVector weight = TSimd.Load(_weights + i);
            TVector gradient = TSimd.MultiplyAdd(weight, decays, TSimd.Multiply(TSimd.Load(_gradient + i), clip));
            TVector velocity = TSimd.MultiplyAdd(TSimd.Load(_first + i), momentum, gradient);
            TSimd.Store(velocity, _first + i);
            TVector move = sgd.Nesterov ? TSimd.MultiplyAdd(velocity, momentum, gradient) : velocity;
            TVector moved = TSimd.MultiplyAdd(move, rate, weight);
            watch = TSimd.MultiplyAdd(moved, zero, watch);
            TSimd.Store(moved, _weights + i);
        }

        return !float.IsNaN(TSimd.Sum(watch));
    }

    private bool StepAdam(int from, int to, Adam adam, float decay, float shrink)
    {
        TVector rate = TSimd.Broadcast((float)(-_rate * _correction1));
        TVector beta1 = TSimd.Broadcast((float)adam.Beta1);
        TVector rest1 = TSimd.Broadcast((float)(1 - adam.Beta1));
        TVector beta2 = TSimd.Broadcast((float)adam.Beta2);
        TVector rest2 = TSimd.Broadcast((float)(1 - adam.Beta2));
        TVector correction = TSimd.Broadcast(_correction2);
        TVector epsilon = TSimd.Broadcast((float)adam.Epsilon);
        TVector clip = TSimd.Broadcast(_clip);
        TVector decays = TSimd.Broadcast(decay);
        TVector shrinks = TSimd.Broadcast(shrink);
        TVector zero = TSimd.Broadcast(0);
        TVector watch = zero;
        for (int i = from; i < to; i += TSimd.Width)
        {
            TVector weight = TSimd.Load(_weights + i);
            TVector gradient = TSimd.MultiplyAdd(weight, decays, TSimd.Multiply(TSimd.Load(_gradient + i), clip));
            TVector first = TSimd.MultiplyAdd(TSimd.Load(_first + i), beta1, TSimd.Multiply(gradient, rest1));
            TVector second = TSimd.MultiplyAdd(TSimd.Load(_second + i), beta2, TSimd.Multiply(TSimd.Multiply(gradient, gradient), rest2));
            TSimd.Store(first, _first + i);
            TSimd.Store(second, _second + i);
            TVector divisor = TSimd.Add(TSimd.Sqrt(TSimd.Multiply(second, correction)), epsilon);
            TVector move = TSimd.Divide(TSimd.Multiply(first, rate), divisor);
            TVector moved = TSimd.MultiplyAdd(weight, shrinks, move);
            watch = TSimd.MultiplyAdd(moved, zero, TSimd.MultiplyAdd(second, zero, watch));
            TSimd.Store(moved, _weights + i);
        }

        return !float.IsNaN(TSimd.Sum(watch));
    }
}
