using CrackLab.Engine.Kernels;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>Dense with bias and ReLU: three matrix products over the same register tiles as convolutions.</summary>
/// <remarks>
/// <para>x (N, K), kernel (K, F), y (N, F). The batch's samples play the part of a tile's pixels.</para>
/// <para>
/// Forward: K is cut into a fixed number of parts, each summed over blocks of rows that stay in the cache, into a partial
/// result; parts are added in their order. dkernel: pieces own rows of K. dx: pieces own columns of x and turn their part
/// of the kernel over first.
/// </para>
/// </remarks>
internal sealed unsafe class DenseOperation<TSimd, TVector> : Operation
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int BlockRows = 64;
    private const int PartRows = 1024;
    private readonly int _k;
    private readonly int _f;
    private readonly int _stride;
    private readonly int _parts;
    private readonly int _partRows;
    private readonly int _panel = 2 * TSimd.Width;
    private readonly bool _relu;
    private readonly int _batch;
    private readonly ParameterView _kernelView;
    private readonly ParameterView _bias;
    private readonly PackedWeights _kernel;
    private readonly float* _zeros;
    private readonly float* _partial;
    private readonly float* _dyPadded;
    private readonly float* _turned;
    private readonly float* _wide;
    private readonly float* _weightTile;
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _weightGradient;
    private readonly Action<int, int> _inputGradient;
    private float* _x;
    private float* _y;
    private float* _dy;
    private float* _dx;
    private int _count;

    public DenseOperation(Dense layer, Shape input, ParameterView kernel, ParameterView bias, OperationOptions options)
        : base(input, layer.OutputShape(input))
    {
        Workspace memory = options.Memory;
        _k = input.Size;
        _f = layer.Units;
        _relu = layer.Activation == Activation.Relu;
        _batch = options.BatchSize;
        _kernelView = kernel;
        _bias = bias;
        _kernel = new PackedWeights(kernel.Values, _k, _f, TSimd.Width, memory);
        _stride = _kernel.Stride;
        _parts = Math.Clamp(_k / PartRows, 1, 16);
        _partRows = (_k + _parts - 1) / _parts;
        _zeros = memory.Take(Math.Max(_stride, _panel));
        _partial = memory.Take((long)_parts * _batch * _stride);
        if (options.Training)
        {
            _dyPadded = memory.Take((long)_batch * _stride);
            _weightTile = _kernel.IsPadded ? memory.Take((long)_k * _stride) : null;
            _turned = memory.Take((long)options.Threads * _stride * _panel);
            _wide = memory.Take((long)options.Threads * _batch * _panel);
        }

        _forward = ForwardPart;
        _weightGradient = WeightGradientPart;
        _inputGradient = InputGradientPanel;
    }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override void Prepare(bool training) => _kernel.Refresh();

    /// <inheritdoc/>
    public override void Forward(Pass pass, float* x, float* y)
    {
        _x = x;
        _count = pass.Count;
        pass.Team.Run(_parts, _forward);
        for (int n = 0; n < _count; n++)
        {
            for (int f = 0; f < _f; f++)
            {
                float sum = _bias.Values is null ? 0 : _bias.Values[f];
                for (int part = 0; part < _parts; part++)
                {
                    sum += _partial[(((nint)part * _batch) + n) * _stride + f];
                }

                y[(n * _f) + f] = _relu ? Math.Max(sum, 0) : sum;
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(Pass pass, float* x, float* y, float* dy, float* dx)
    {
        _x = x;
        _y = y;
        _dx = dx;
        _count = pass.Count;
        CopyGradient(dy);
        if (pass.IsTraining)
        {
            pass.Team.Run(_parts, _weightGradient);
            BiasGradient();
        }

        if (dx is not null)
        {
            pass.Team.Run((_k + _panel - 1) / _panel, _inputGradient);
        }
    }

    private void ForwardPart(int part, int thread)
    {
        int from = part * _partRows;
        int to = Math.Min(from + _partRows, _k);
        float* output = _partial + ((nint)part * _batch * _stride);
        for (int k = from; k < to; k += BlockRows)
        {
            bool first = k == from;
            new OutputTile
            {
                Input = _x + k,
                InputStride = _k,
                Weights = _kernel.Pointer + ((nint)k * _stride),
                WeightStride = _stride,
                Rows = 1,
                Depth = Math.Min(BlockRows, to - k),
                Start = first ? _zeros : output,
                StartStride = first ? 0 : _stride,
                Floor = float.NegativeInfinity,
                Output = output,
                OutputStride = _stride,
            }.RunChannels<TSimd, TVector>(_count, _stride);
        }
    }

    /// <summary>dy behind the activation, each row padded with zeros to whole vectors.</summary>
    private void CopyGradient(float* dy)
    {
        _dy = _dyPadded;
        for (int n = 0; n < _count; n++)
        {
            for (int f = 0; f < _f; f++)
            {
                _dy[(n * _stride) + f] = _relu && _y[(n * _f) + f] <= 0 ? 0 : dy[(n * _f) + f];
            }
        }
    }

    private void WeightGradientPart(int part, int thread)
    {
        int from = part * _partRows;
        int rows = Math.Min(_partRows, _k - from);
        if (rows <= 0)
        {
            return;
        }

        float* target = (_kernel.IsPadded ? _weightTile : _kernelView.Gradient) + ((nint)from * _stride);
        new GradientTile
        {
            Input = _x + from,
            InputStride = _k,
            Gradient = _dy,
            GradientStride = _stride,
            Samples = 1,
            Rows = 1,
            Pixels = _count,
            Weights = target,
            WeightStride = _stride,
        }.RunByRows<TSimd, TVector>(rows, _stride);
        if (_kernel.IsPadded)
        {
            Channels.Copy(target, _stride, _kernelView.Gradient + ((nint)from * _f), _f, _f, rows);
        }
    }

    private void BiasGradient()
    {
        if (_bias.Gradient is null)
        {
            return;
        }

        for (int f = 0; f < _f; f++)
        {
            float sum = 0;
            for (int n = 0; n < _count; n++)
            {
                sum += _dy[(n * _stride) + f];
            }

            _bias.Gradient[f] = sum;
        }
    }

    private void InputGradientPanel(int panel, int thread)
    {
        int from = panel * _panel;
        int columns = Math.Min(_panel, _k - from);
        float* turned = _turned + ((nint)thread * _stride * _panel);
        for (int j = 0; j < _panel; j++)
        {
            float* source = _kernel.Pointer + ((nint)(from + Math.Min(j, columns - 1)) * _stride);
            for (int f = 0; f < _f; f++)
            {
                turned[(f * _panel) + j] = source[f];
            }
        }

        bool fits = columns == _panel;
        float* wide = _wide + ((nint)thread * _batch * _panel);
        new OutputTile
        {
            Input = _dy,
            InputStride = _stride,
            Weights = turned,
            WeightStride = _panel,
            Rows = 1,
            Depth = _f,
            Start = _zeros,
            Floor = float.NegativeInfinity,
            Output = fits ? _dx + from : wide,
            OutputStride = fits ? _k : _panel,
        }.RunChannels<TSimd, TVector>(_count, _panel);
        if (!fits)
        {
            Channels.Copy(wide, _panel, _dx + from, _k, columns, _count);
        }
    }
}
