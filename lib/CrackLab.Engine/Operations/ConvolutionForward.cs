using CrackLab.Engine.Kernels;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>y = max(floor, bias + x * kernel): a direct convolution, band by band of output rows.</summary>
/// <remarks>
/// <para>x (N, H, W, C), kernel (K, K, C, F), y (N, OH, OW, F). Each piece is one band of one sample.</para>
/// <para>Channels are taken two vectors at a time; where F is no whole number of vectors, rows are computed wider and copied.</para>
/// </remarks>
internal sealed unsafe class ConvolutionForward<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly ConvolutionGeometry _g;
    private readonly PackedWeights _kernel;
    private readonly PackedWeights _bias;
    private readonly float* _zeros;
    private readonly float* _scratch;
    private readonly int _scratchLength;
    private readonly int _rowLength;
    private readonly float _floor;
    private readonly Action<int, int> _job;
    private float* _x;
    private float* _y;

    public ConvolutionForward(ConvolutionGeometry geometry, float* kernel, float* bias, bool relu, OperationOptions options)
    {
        Workspace memory = options.Memory;
        _g = geometry;
        _kernel = new PackedWeights(kernel, _g.K * _g.Depth, _g.F, TSimd.Width, memory);
        _zeros = memory.Take(_kernel.Stride);
        _bias = new PackedWeights(bias is null ? _zeros : bias, 1, _g.F, TSimd.Width, memory);
        _floor = relu ? 0 : float.NegativeInfinity;
        _rowLength = _kernel.IsPadded ? _g.OW * _kernel.Stride : 0;
        int padded = _g.IsPadded ? ((_g.BandRows - 1) * _g.S + _g.K) * (_g.W + _g.Left + _g.Right) * _g.C : 0;
        _scratchLength = PackedWeights.RoundUp(padded, 16) + PackedWeights.RoundUp(_rowLength, 16) + AlignedBuffer.Slack;
        _scratch = memory.Take((long)_scratchLength * options.Threads);
        _job = RunBand;
    }

    public void Refresh()
    {
        _kernel.Refresh();
        _bias.Refresh();
    }

    public void Run(Pass pass, float* x, float* y)
    {
        _x = x;
        _y = y;
        pass.Team.Run(pass.Count * _g.Bands, _job);
    }

    private void RunBand(int piece, int thread)
    {
        ConvolutionGeometry g = _g;
        int sample = piece / g.Bands;
        int first = piece % g.Bands * g.BandRows;
        int rows = Math.Min(g.BandRows, g.OH - first);
        float* image = _x + ((nint)sample * g.H * g.W * g.C);
        float* wide = _scratch + ((nint)thread * _scratchLength);
        float* scratch = wide + PackedWeights.RoundUp(_rowLength, 16);
        float* source = PaddedRows.Fetch(
            image, g.H, g.W * g.C, (first * g.S) - g.Top, ((rows - 1) * g.S) + g.K, g.Left * g.C, g.Right * g.C, scratch, out nint stride);

        for (int row = 0; row < rows; row++)
        {
            float* target = _y + ((((nint)sample * g.OH) + first + row) * g.OW * g.F);
            var tile = new OutputTile
            {
                Input = source + (row * g.S * stride),
                InputStride = g.S * g.C,
                InputRow = stride,
                Weights = _kernel.Pointer,
                WeightStride = _kernel.Stride,
                Rows = g.K,
                Depth = g.Depth,
                Start = _bias.Pointer,
                Floor = _floor,
                Output = _kernel.IsPadded ? wide : target,
                OutputStride = _kernel.Stride,
            };
            tile.RunChannels<TSimd, TVector>(g.OW, _kernel.Stride);
            if (_kernel.IsPadded)
            {
                Channels.Copy(wide, _kernel.Stride, target, g.F, g.F, g.OW);
            }
        }
    }
}
