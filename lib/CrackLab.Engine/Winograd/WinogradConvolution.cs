using CrackLab.Engine.Kernels;
using CrackLab.Engine.Operations;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Winograd;

/// <summary>A 3x3 convolution of step 1 by Winograd's F(2x2, 3x3): 16 products for every 2x2 outputs instead of 36.</summary>
/// <remarks>
/// <para>
/// y = At [sum over c of (G g Gt) * (Bt d B)] A + bias for each 2x2 outputs, d their 4x4 inputs. Each block of tiles goes
/// through three steps in the cache: <see cref="InputTransform"/>, sixteen matrix products (tiles, C) x (C, F) in the
/// register tiles of <see cref="OutputTile"/>, <see cref="OutputTransform{TSimd, TVector}"/> with bias, ReLU and pooling.
/// </para>
/// <para>Rounding differs from the direct sums by a few units in the last place. A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016.</para>
/// </remarks>
internal sealed unsafe class WinogradConvolution<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Below so many products a thread, sharing out costs more than it spares.
    private const long ProductsWorthSharing = 1 << 19;

    private readonly WinogradShape _shape;
    private readonly IRowSource _source;
    private readonly WinogradTiling _tiling;
    private readonly ConvolutionTail _tail;
    private readonly float* _bias;
    private readonly float* _zeros;
    private readonly byte* _choice;
    private readonly float* _scratch;
    private readonly int _threads;
    private readonly int _rowsLength;
    private readonly int _inputPlane;
    private readonly int _outputPlane;
    private readonly int _scratchLength;
    private readonly Action<int, int> _job;
    private float* _x;
    private float* _y;
    private float* _kernel;
    private int _count;
    private int _samples;
    private int _bandRows;
    private int _bands;

    /// <summary>Takes memory.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="source">Gives input rows.</param>
    /// <param name="bias">(F) added; null for nothing.</param>
    /// <param name="tail">What is done in the same pass; pools by 2 or not at all.</param>
    /// <param name="choice">Receives which output of its window each pooled one was; null where nobody asks.</param>
    /// <param name="options">What to get ready for.</param>
    public WinogradConvolution(
        WinogradShape shape, IRowSource source, float* bias, ConvolutionTail tail, byte* choice, OperationOptions options)
    {
        _shape = shape;
        _source = source;
        _tail = tail;
        _choice = choice;
        _threads = options.Threads;
        _zeros = options.Memory.Take(shape.Outputs);
        _bias = bias is null ? _zeros : bias;
        _tiling = new WinogradTiling(shape.OutputHeight, shape.OutputWidth, shape.Inputs + shape.Outputs, options.BatchSize);
        _rowsLength = PackedWeights.RoundUp(((2 * _tiling.BandRows) + 2) * _tiling.WindowWidth * shape.Inputs, 16);
        _inputPlane = _tiling.PlaneLength(shape.Inputs);
        _outputPlane = _tiling.PlaneLength(shape.Outputs);
        _scratchLength = _rowsLength + (WinogradTiling.Planes * (_inputPlane + _outputPlane)) + AlignedBuffer.Slack;
        _scratch = options.Memory.Take((long)_scratchLength * options.Threads);
        _job = RunBlock;
    }

    /// <summary>y from x.</summary>
    /// <param name="pass">The run.</param>
    /// <param name="kernel">(16, C, F) transformed weights.</param>
    /// <param name="x">What the source reads from.</param>
    /// <param name="y">(N, OH, OW, F), or half as high and wide where pooled, receives the values.</param>
    public void Run(Pass pass, float* kernel, float* x, float* y)
    {
        _kernel = kernel;
        _x = x;
        _y = y;
        _count = pass.Count;
        ChooseBlocks();
        pass.Team.Run((_count + _samples - 1) / _samples * _bands, _job);
    }

    /// <summary>Smaller blocks where a small batch would not give every thread one. Bits do not depend on blocks.</summary>
    private void ChooseBlocks()
    {
        long tiles = (long)_count * _tiling.Rows * _tiling.Columns;
        long shares = Math.Clamp(tiles * WinogradTiling.Planes * _shape.Inputs * _shape.Outputs / ProductsWorthSharing, 1, _threads);
        long share = (tiles + shares - 1) / shares;
        _bandRows = (int)Math.Clamp(share / _tiling.Columns, 1, _tiling.BandRows);
        _samples = _bandRows == _tiling.Rows ? (int)Math.Clamp(share / ((long)_tiling.Rows * _tiling.Columns), 1, _tiling.Samples) : 1;
        _bands = (_tiling.Rows + _bandRows - 1) / _bandRows;
    }

    private void RunBlock(int piece, int thread)
    {
        int sample = piece / _bands * _samples;
        int samples = Math.Min(_samples, _count - sample);
        int first = piece % _bands * _bandRows;
        int rows = Math.Min(_bandRows, _tiling.Rows - first);
        float* scratch = _scratch + ((nint)thread * _scratchLength);
        float* inputs = scratch + _rowsLength;
        float* outputs = inputs + (WinogradTiling.Planes * _inputPlane);

        int sampleTiles = rows * _tiling.Columns;
        for (int n = 0; n < samples; n++)
        {
            TransformInput(sample + n, first, rows, inputs + ((nint)n * sampleTiles * _shape.Inputs), scratch);
        }

        Multiply(inputs, outputs, samples * sampleTiles);
        for (int n = 0; n < samples; n++)
        {
            TransformOutput(sample + n, first, rows, outputs + ((nint)n * sampleTiles * _shape.Outputs));
        }
    }

    private void TransformInput(int sample, int first, int rows, float* planes, float* scratch)
    {
        float* source = _source.Fetch(
            _x, sample, (2 * first) - _shape.Top, (2 * rows) + 2, _shape.Left, _tiling.WindowWidth - _shape.Left - _shape.InputWidth, scratch, out nint stride);
        for (int row = 0; row < rows; row++)
        {
            InputTransform.Run<TSimd, TVector>(source + (2 * row * stride), stride, (_tiling.Columns, _shape.Inputs), planes, _inputPlane);
            planes += _tiling.Columns * _shape.Inputs;
        }
    }

    private void Multiply(float* inputs, float* outputs, int tiles)
    {
        int computed = PackedWeights.RoundUp(tiles, WinogradTiling.TileMultiple);
        for (int plane = 0; plane < WinogradTiling.Planes; plane++)
        {
            new OutputTile
            {
                Input = inputs + ((nint)plane * _inputPlane),
                InputStride = _shape.Inputs,
                Weights = _kernel + ((nint)plane * _shape.Inputs * _shape.Outputs),
                WeightStride = _shape.Outputs,
                Rows = 1,
                Depth = _shape.Inputs,
                Start = _zeros,
                Floor = float.NegativeInfinity,
                Output = outputs + ((nint)plane * _outputPlane),
                OutputStride = _shape.Outputs,
            }.RunChannels<TSimd, TVector>(computed, _shape.Outputs);
        }
    }

    private void TransformOutput(int sample, int first, int rows, float* planes)
    {
        float floor = _tail.Relu ? 0 : float.NegativeInfinity;
        (int height, int width, int channels) = (_shape.OutputHeight, _shape.OutputWidth, _shape.Outputs);
        for (int row = first; row < first + rows; row++)
        {
            if (_tail.Pool == 1)
            {
                float* y = _y + (((((nint)sample * height) + (2 * row)) * width) * channels);
                OutputTransform<TSimd, TVector>.Store(planes, _outputPlane, _bias, floor, y, (width, Math.Min(2, height - (2 * row)), channels));
            }
            else if (row < height / 2)
            {
                nint start = ((((nint)sample * (height / 2)) + row) * (width / 2)) * channels;
                byte* choice = _choice is null ? null : _choice + start;
                OutputTransform<TSimd, TVector>.StoreLargest(planes, _outputPlane, _bias, floor, _y + start, choice, (width / 2, channels));
            }

            planes += _tiling.Columns * channels;
        }
    }
}
