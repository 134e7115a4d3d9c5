using CrackLab.Engine.Kernels;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>y = max(floor, bias + x * kernel), pooled where the tail says so: a direct convolution, band by band of output rows.</summary>
/// <remarks>
/// <para>
/// x (N, H, W, C), kernel (K, K, C, F), y (N, OH, OW, F), or with a pool of P (N, OH / P, OW / P, F). Each piece is one band
/// of one sample.
/// </para>
/// <para>
/// Channels are taken two vectors at a time; where F is no whole number of vectors, rows are computed wider and copied.
/// With a pool, P rows at a time are computed into a few KiB that stay in the cache, and only their maxima leave it.
/// </para>
/// </remarks>
internal sealed unsafe class ConvolutionForward<TSimd, TVector> : IConvolutionPass
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly ConvolutionGeometry _g;
    private readonly ImageRows _rows;
    private readonly PackedWeights _kernel;
    private readonly PackedWeights _bias;
    private readonly float* _scratch;
    private readonly int _scratchLength;
    private readonly int _wideLength;
    private readonly int _pool;
    private readonly int _bandRows;
    private readonly int _bands;
    private readonly float _floor;
    private readonly byte* _choice;
    private readonly Action<int, int> _job;
    private float* _x;
    private float* _y;

    /// <param name="geometry">Sizes.</param>
    /// <param name="kernel">(K, K, C, F) weights.</param>
    /// <param name="bias">(F) weights, or null.</param>
    /// <param name="tail">What is done in the same pass.</param>
    /// <param name="choice">(N, OH / P, OW / P, F) receives which value each pooling window took; null where nobody asks.</param>
    /// <param name="options">What to get ready for.</param>
    public ConvolutionForward(
        ConvolutionGeometry geometry, float* kernel, float* bias, ConvolutionTail tail, byte* choice, OperationOptions options)
    {
        Workspace memory = options.Memory;
        _g = geometry;
        _rows = new(_g.H, _g.W, _g.C);
        _pool = tail.Pool;
        _choice = choice;
        _kernel = new PackedWeights(kernel, _g.K * _g.Depth, _g.F, TSimd.Width, memory);
        _bias = new PackedWeights(bias is null ? memory.Take(_kernel.Stride) : bias, 1, _g.F, TSimd.Width, memory);
        _floor = tail.Relu ? 0 : float.NegativeInfinity;
        _bandRows = Math.Max(_g.BandRows / _pool, 1) * _pool;
        _bands = ((_g.OH / _pool * _pool) + _bandRows - 1) / _bandRows;
        _wideLength = _kernel.IsPadded || _pool > 1 ? _pool * _g.OW * _kernel.Stride : 0;
        int padded = _g.IsPadded ? ((_bandRows - 1) * _g.S + _g.K) * (_g.W + _g.Left + _g.Right) * _g.C : 0;
        _scratchLength = PackedWeights.RoundUp(padded, 16) + PackedWeights.RoundUp(_wideLength, 16) + AlignedBuffer.Slack;
        _scratch = memory.Take((long)_scratchLength * options.Threads);
        _job = RunBand;
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        _kernel.Refresh();
        _bias.Refresh();
    }

    /// <inheritdoc/>
    public void Run(Pass pass, float* x, float* y)
    {
        _x = x;
        _y = y;
        pass.Team.Run(pass.Count * _bands, _job);
    }

    private void RunBand(int piece, int thread)
    {
        ConvolutionGeometry g = _g;
        int sample = piece / _bands;
        int first = piece % _bands * _bandRows;
        int rows = Math.Min(_bandRows, (g.OH / _pool * _pool) - first);
        float* wide = _scratch + ((nint)thread * _scratchLength);
        float* scratch = wide + PackedWeights.RoundUp(_wideLength, 16);
        float* source = _rows.Fetch(
            _x, sample, (first * g.S) - g.Top, ((rows - 1) * g.S) + g.K, g.Left, g.Right, scratch, out nint stride);
        nint targetRow = (nint)(g.OW / _pool) * g.F;
        float* target = _y + ((((nint)sample * (g.OH / _pool)) + (first / _pool)) * targetRow);

        for (int row = 0; row < rows; row += _pool)
        {
            for (int inner = 0; inner < _pool; inner++)
            {
                Row(source + ((row + inner) * g.S * stride), stride, _wideLength == 0 ? target : wide + ((nint)inner * g.OW * _kernel.Stride));
            }

            if (_pool > 1 && _choice is not null)
            {
                ChoosingPooledRow<TSimd, TVector>.Forward(
                    wide, (nint)g.OW * _kernel.Stride, _kernel.Stride, _pool, _floor == 0, target, _choice + (target - _y), (g.OW / _pool, g.F));
            }
            else if (_pool > 1)
            {
                PooledRow.Run<TSimd, TVector>(wide, (nint)g.OW * _kernel.Stride, _kernel.Stride, (_pool, _pool), target, (g.OW / _pool, g.F));
            }
            else if (_kernel.IsPadded)
            {
                Channels.Copy(wide, _kernel.Stride, target, g.F, g.F, g.OW);
            }

            target += targetRow;
        }
    }

    private void Row(float* source, nint stride, float* output)
    {
        ConvolutionGeometry g = _g;
        var tile = new OutputTile
        {
            Input = source,
            InputStride = g.S * g.C,
            InputRow = stride,
            Weights = _kernel.Pointer,
            WeightStride = _kernel.Stride,
            Rows = g.K,
            Depth = g.Depth,
            Start = _bias.Pointer,
            Floor = _floor,
            Output = output,
            OutputStride = _kernel.Stride,
        };
        tile.RunChannels<TSimd, TVector>(g.OW, _kernel.Stride);
    }
}
