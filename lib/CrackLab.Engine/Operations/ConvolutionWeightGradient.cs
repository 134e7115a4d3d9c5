using CrackLab.Engine.Kernels;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>dkernel and dbias from x and dy.</summary>
/// <remarks>
/// <para>dkernel[a, b, c, f] = sum over samples and output pixels of x[i S + a - Top, j S + b - Left, c] * dy[i, j, f].</para>
/// <para>
/// The batch is cut into a fixed number of groups, each with a gradient of its own that stays in registers while a block
/// of pixels goes by: a band of rows of one sample, or several small samples whole. Groups are added up in their order,
/// so the bits do not depend on the number of threads.
/// </para>
/// </remarks>
internal sealed unsafe class ConvolutionWeightGradient<TSimd, TVector> : IConvolutionPass
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int MaxGroups = 16;
    private readonly ConvolutionGeometry _g;
    private readonly ParameterView _kernel;
    private readonly ParameterView _bias;
    private readonly float* _partial;
    private readonly ImageRows _rows;
    private readonly IRowSource _gradientRows;
    private readonly float* _scratch;
    private readonly int _scratchLength;
    private readonly int _inputLength;
    private readonly int _gradientLength;
    private readonly int _samples;
    private readonly int _stride;
    private readonly int _kernelLength;
    private readonly int _partialLength;
    private readonly Action<int, int> _accumulate;
    private readonly Action<int, int> _reduce;
    private float* _x;
    private float* _dy;
    private int _count;
    private int _groups;

    public ConvolutionWeightGradient(
        ConvolutionGeometry geometry, ParameterView kernel, ParameterView bias, IRowSource gradientRows, OperationOptions options)
    {
        Workspace memory = options.Memory;
        _g = geometry;
        _rows = new(_g.H, _g.W, _g.C);
        _kernel = kernel;
        _bias = bias;
        _gradientRows = gradientRows;
        _stride = PackedWeights.RoundUp(_g.F, TSimd.Width);
        _kernelLength = _g.K * _g.Depth * _stride;
        _partialLength = _kernelLength + _stride;
        _partial = memory.Take((long)MaxGroups * _partialLength);
        _samples = _g.BandRows == _g.OH ? Math.Clamp(ConvolutionGeometry.BlockLength / (_g.OH * _g.OW * _g.F), 1, options.BatchSize) : 1;
        _inputLength = _g.IsPadded ? (((_g.BandRows - 1) * _g.S) + _g.K) * (_g.Left + _g.W + _g.Right) * _g.C : 0;
        _gradientLength = gradientRows.AlwaysCopies ? _g.BandRows * _g.OW * _g.F : 0;
        _scratchLength = PackedWeights.RoundUp(_samples * _inputLength, 16) + PackedWeights.RoundUp(_samples * _gradientLength, 16) + AlignedBuffer.Slack;
        _scratch = memory.Take((long)_scratchLength * options.Threads);
        _accumulate = Accumulate;
        _reduce = Reduce;
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        // Depends on no weights.
    }

    /// <inheritdoc/>
    public void Run(Pass pass, float* x, float* dy)
    {
        _x = x;
        _dy = dy;
        _count = pass.Count;
        _groups = Math.Min(MaxGroups, pass.Count);
        pass.Team.Run(_groups, _accumulate);
        pass.Team.Run(_g.K + 1, _reduce);
    }

    private void Accumulate(int group, int thread)
    {
        int from = (int)((long)_count * group / _groups);
        int to = (int)((long)_count * (group + 1) / _groups);
        float* partial = _partial + ((nint)group * _partialLength);
        new Span<float>(partial, _partialLength).Clear();
        for (int sample = from; sample < to; sample += _samples)
        {
            for (int first = 0; first < _g.OH; first += _g.BandRows)
            {
                AccumulateBlock((sample, Math.Min(_samples, to - sample)), first, partial, _scratch + ((nint)thread * _scratchLength));
            }
        }
    }

    /// <summary>Adds what a band of rows of one sample gives, or of several where the band is all of a sample.</summary>
    private void AccumulateBlock((int First, int Count) samples, int first, float* partial, float* scratch)
    {
        ConvolutionGeometry g = _g;
        int rows = Math.Min(g.BandRows, g.OH - first);
        float* gradient = Gradient(samples, first, rows, scratch + PackedWeights.RoundUp(_samples * _inputLength, 16));
        if (_bias.Gradient is not null)
        {
            ChannelKernels<TSimd, TVector>.AddSum(gradient, g.F, samples.Count * rows * g.OW, partial + _kernelLength);
        }

        float* input = Input(samples, first, rows, scratch, out nint row, out nint sample);
        new GradientTile
        {
            Input = input,
            InputStride = g.S * g.C,
            InputRow = g.S * row,
            InputSample = sample,
            KernelRow = row,
            KernelRows = g.K,
            Gradient = gradient,
            GradientStride = g.F,
            GradientRow = (nint)g.OW * g.F,
            GradientSample = (nint)rows * g.OW * g.F,
            Samples = samples.Count,
            Rows = rows,
            Pixels = g.OW,
            Weights = partial,
            WeightStride = _stride,
            Adds = true,
        }.Run<TSimd, TVector>(g.Depth, _stride);
    }

    /// <summary>Rows of dy, one sample's behind the other's.</summary>
    private float* Gradient((int First, int Count) samples, int first, int rows, float* scratch)
    {
        if (!_gradientRows.AlwaysCopies)
        {
            return _gradientRows.Fetch(_dy, samples.First, first, rows, 0, 0, scratch, out _);
        }

        for (int n = 0; n < samples.Count; n++)
        {
            _gradientRows.Fetch(_dy, samples.First + n, first, rows, 0, 0, scratch + ((nint)n * rows * _g.OW * _g.F), out _);
        }

        return scratch;
    }

    /// <summary>The input rows that the band's windows meet, zeros around them where there is padding.</summary>
    private float* Input((int First, int Count) samples, int first, int rows, float* scratch, out nint row, out nint sample)
    {
        ConvolutionGeometry g = _g;
        sample = _inputLength;
        row = 0;
        for (int n = 0; n < samples.Count; n++)
        {
            float* target = scratch + (n * sample);
            float* fetched = _rows.Fetch(
                _x, samples.First + n, (first * g.S) - g.Top, ((rows - 1) * g.S) + g.K, g.Left, g.Right, target, out row);
            if (fetched != target)
            {
                // The rows lie in memory without zeros around them, and so do those of the other samples.
                sample = (nint)g.H * g.W * g.C;
                return fetched;
            }
        }

        return scratch;
    }

    private void Reduce(int piece, int thread)
    {
        bool bias = piece == _g.K;
        if (bias && _bias.Gradient is null)
        {
            return;
        }

        int rows = bias ? 1 : _g.Depth;
        int start = bias ? _kernelLength : piece * _g.Depth * _stride;
        float* target = bias ? _bias.Gradient : _kernel.Gradient + ((nint)piece * _g.Depth * _g.F);
        for (int row = 0; row < rows; row++)
        {
            AddGroups(_partial + start + ((nint)row * _stride), target + ((nint)row * _g.F));
        }
    }

    private void AddGroups(float* source, float* target)
    {
        int f = 0;
        for (; f <= _g.F - TSimd.Width; f += TSimd.Width)
        {
            TVector sum = TSimd.Load(source + f);
            for (int group = 1; group < _groups; group++)
            {
                sum = TSimd.Add(sum, TSimd.Load(source + ((nint)group * _partialLength) + f));
            }

            TSimd.Store(sum, target + f);
        }

        for (; f < _g.F; f++)
        {
            float sum = source[f];
            for (int group = 1; group < _groups; group++)
            {
                sum += source[((nint)group * _partialLength) + f];
            }

            target[f] = sum;
        }
    }
}
