using CrackLab.Engine.Kernels;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>dkernel and dbias from x and dy.</summary>
/// <remarks>
/// <para>dkernel[a, b, c, f] = sum over samples and output pixels of x[i S + a - Top, j S + b - Left, c] * dy[i, j, f].</para>
/// <para>
/// The batch is cut into a fixed number of groups; a piece is one group and one kernel row, with a gradient of its own
/// that stays in registers while a band of pixels goes by. Groups are added up in their order, so the bits do not depend
/// on the number of threads.
/// </para>
/// </remarks>
internal sealed unsafe class ConvolutionWeightGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int MaxGroups = 8;
    private readonly ConvolutionGeometry _g;
    private readonly ParameterView _kernel;
    private readonly ParameterView _bias;
    private readonly float* _partial;
    private readonly float* _scratch;
    private readonly int _scratchLength;
    private readonly int _stride;
    private readonly int _kernelLength;
    private readonly int _partialLength;
    private readonly Action<int, int> _accumulate;
    private readonly Action<int, int> _reduce;
    private float* _x;
    private float* _dy;
    private int _count;
    private int _groups;

    public ConvolutionWeightGradient(ConvolutionGeometry geometry, ParameterView kernel, ParameterView bias, OperationOptions options)
    {
        Workspace memory = options.Memory;
        _g = geometry;
        _kernel = kernel;
        _bias = bias;
        _stride = PackedWeights.RoundUp(_g.F, TSimd.Width);
        _kernelLength = _g.K * _g.Depth * _stride;
        _partialLength = _kernelLength + _stride;
        _partial = memory.Take((long)MaxGroups * _partialLength);
        _scratchLength = _g.IsPadded ? PackedWeights.RoundUp(_g.BandRows * (_g.W + _g.Left + _g.Right) * _g.C, 16) + AlignedBuffer.Slack : 0;
        _scratch = memory.Take((long)_scratchLength * options.Threads);
        _accumulate = Accumulate;
        _reduce = Reduce;
    }

    public void Run(Pass pass, float* x, float* dy)
    {
        _x = x;
        _dy = dy;
        _count = pass.Count;
        _groups = Math.Min(MaxGroups, pass.Count);
        pass.Team.Run(_groups * _g.K, _accumulate);
        pass.Team.Run(_g.K + 1, _reduce);
    }

    private void Accumulate(int piece, int thread)
    {
        ConvolutionGeometry g = _g;
        int group = piece / g.K;
        int a = piece % g.K;
        int from = (int)((long)_count * group / _groups);
        int to = (int)((long)_count * (group + 1) / _groups);
        float* partial = _partial + ((nint)group * _partialLength);
        float* weights = partial + ((nint)a * g.Depth * _stride);
        new Span<float>(weights, g.Depth * _stride).Clear();
        if (a == 0)
        {
            new Span<float>(partial + _kernelLength, _stride).Clear();
        }

        for (int sample = from; sample < to; sample++)
        {
            for (int first = 0; first < g.OH; first += g.BandRows)
            {
                AccumulateBand(sample, first, a, weights, thread);
                if (a == 0 && _bias.Gradient is not null)
                {
                    int pixels = Math.Min(g.BandRows, g.OH - first) * g.OW;
                    ChannelKernels<TSimd, TVector>.AddSum(_dy + ((((nint)sample * g.OH) + first) * g.OW * g.F), g.F, pixels, partial + _kernelLength);
                }
            }
        }
    }

    private void AccumulateBand(int sample, int first, int a, float* weights, int thread)
    {
        ConvolutionGeometry g = _g;
        int rows = Math.Min(g.BandRows, g.OH - first);
        float* image = _x + ((nint)sample * g.H * g.W * g.C);
        float* source;
        nint stride;
        if (!g.IsPadded)
        {
            stride = (nint)g.S * g.W * g.C;
            source = image + (((first * g.S) + a) * (nint)g.W * g.C);
        }
        else
        {
            // Only the input rows that this kernel row meets: every S-th one.
            float* scratch = _scratch + ((nint)thread * _scratchLength);
            source = scratch;
            stride = (g.Left + g.W + g.Right) * g.C;
            for (int row = 0; row < rows; row++)
            {
                float* target = scratch + (row * stride);
                float* fetched = PaddedRows.Fetch(
                    image, g.H, g.W * g.C, ((first + row) * g.S) + a - g.Top, 1, g.Left * g.C, g.Right * g.C, target, out _);
                if (fetched != target)
                {
                    new ReadOnlySpan<float>(fetched, (int)stride).CopyTo(new Span<float>(target, (int)stride));
                }
            }
        }

        var tile = new GradientTile
        {
            Input = source,
            InputStride = g.S * g.C,
            InputRow = stride,
            Gradient = _dy + ((((nint)sample * g.OH) + first) * g.OW * g.F),
            GradientStride = g.F,
            GradientRow = (nint)g.OW * g.F,
            Rows = rows,
            Pixels = g.OW,
            Weights = weights,
            WeightStride = _stride,
            Adds = true,
        };
        tile.Run<TSimd, TVector>(g.Depth, _stride);
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
            for (int f = 0; f < _g.F; f++)
            {
                float* source = _partial + start + (row * _stride) + f;
                float sum = 0;
                for (int group = 0; group < _groups; group++)
                {
                    sum += source[(nint)group * _partialLength];
                }

                target[(row * _g.F) + f] = sum;
            }
        }
    }
}
