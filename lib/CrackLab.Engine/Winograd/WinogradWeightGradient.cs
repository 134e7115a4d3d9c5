using CrackLab.Engine.Kernels;
using CrackLab.Engine.Operations;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Winograd;

/// <summary>dkernel and dbias of a 3x3 convolution of step 1: 16 products for every 2x2 outputs instead of 36.</summary>
/// <remarks>
/// <para>dkernel = Gt [sum over tiles of (Bt d B) * (A dy At)] G, d the 4x4 inputs of a tile and dy its 2x2 gradients.</para>
/// <para>
/// The batch is cut into a fixed number of groups, each with sums of its own, to which every block of tiles adds sixteen
/// matrix products (C, tiles) x (tiles, F) from registers. Groups are added up in their order, so the bits do not depend
/// on the number of threads.
/// </para>
/// </remarks>
internal sealed unsafe class WinogradWeightGradient<TSimd, TVector> : IConvolutionPass
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Many groups share out well; those of a large kernel would only move memory.
    private const int FewestGroups = 8;
    private const int MostGroups = 32;
    private const int PartialsLength = 1 << 20;
    private const int Stretches = 8;
    private readonly ConvolutionGeometry _g;
    private readonly ParameterView _kernel;
    private readonly ParameterView _bias;
    private readonly ImageRows _rows;
    private readonly IRowSource _gradientRows;
    private readonly WinogradTiling _tiling;
    private readonly float* _partial;
    private readonly float* _scratch;
    private readonly int _plane;
    private readonly int _partialLength;
    private readonly int _mostGroups;
    private readonly int _rowsLength;
    private readonly int _inputPlane;
    private readonly int _gradientPlane;
    private readonly int _scratchLength;
    private readonly Action<int, int> _accumulate;
    private readonly Action<int, int> _reduce;
    private float* _x;
    private float* _dy;
    private int _count;
    private int _groups;

    public WinogradWeightGradient(
        ConvolutionGeometry geometry, ParameterView kernel, ParameterView bias, IRowSource gradientRows, OperationOptions options)
    {
        _g = geometry;
        _kernel = kernel;
        _bias = bias;
        _rows = new(_g.H, _g.W, _g.C);
        _gradientRows = gradientRows;
        _tiling = new WinogradTiling(_g.OH, _g.OW, _g.C + _g.F, options.BatchSize);
        _plane = _g.C * _g.F;
        _partialLength = (WinogradTiling.Planes * _plane) + PackedWeights.RoundUp(_g.F, 16);
        _mostGroups = Math.Clamp(PartialsLength / _partialLength, FewestGroups, MostGroups);
        _partial = options.Memory.Take((long)_mostGroups * _partialLength);
        _rowsLength = PackedWeights.RoundUp(((2 * _tiling.BandRows) + 2) * _tiling.WindowWidth * Math.Max(_g.C, _g.F), 16);
        _inputPlane = _tiling.PlaneLength(_g.C);
        _gradientPlane = _tiling.PlaneLength(_g.F);
        _scratchLength = _rowsLength + (WinogradTiling.Planes * (_inputPlane + _gradientPlane)) + AlignedBuffer.Slack;
        _scratch = options.Memory.Take((long)_scratchLength * options.Threads);
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
        _groups = Math.Min(_mostGroups, pass.Count);
        pass.Team.Run(_groups, _accumulate);
        pass.Team.Run(Stretches, _reduce);
    }

    private void Accumulate(int group, int thread)
    {
        int from = (int)((long)_count * group / _groups);
        int to = (int)((long)_count * (group + 1) / _groups);
        float* partial = _partial + ((nint)group * _partialLength);
        float* scratch = _scratch + ((nint)thread * _scratchLength);
        new Span<float>(partial, _partialLength).Clear();
        for (int sample = from; sample < to; sample += _tiling.Samples)
        {
            for (int first = 0; first < _tiling.Rows; first += _tiling.BandRows)
            {
                int rows = Math.Min(_tiling.BandRows, _tiling.Rows - first);
                AccumulateBlock((sample, Math.Min(_tiling.Samples, to - sample)), first, rows, partial, scratch);
            }
        }
    }

    private void AccumulateBlock((int First, int Count) samples, int first, int rows, float* partial, float* scratch)
    {
        float* inputs = scratch + _rowsLength;
        float* gradients = inputs + (WinogradTiling.Planes * _inputPlane);
        int sampleTiles = rows * _tiling.Columns;
        for (int n = 0; n < samples.Count; n++)
        {
            TransformInput(samples.First + n, first, rows, inputs + ((nint)n * sampleTiles * _g.C), scratch);
            TransformGradient(samples.First + n, first, rows, gradients + ((nint)n * sampleTiles * _g.F), scratch);
        }

        int tiles = samples.Count * sampleTiles;
        if (_bias.Gradient is not null)
        {
            float* sums = gradients + ((nint)GradientTransform.SumPlane * _gradientPlane);
            ChannelKernels<TSimd, TVector>.AddSum(sums, _g.F, tiles, partial + (WinogradTiling.Planes * _plane));
        }

        for (int plane = 0; plane < WinogradTiling.Planes; plane++)
        {
            new GradientTile
            {
                Input = inputs + ((nint)plane * _inputPlane),
                InputStride = _g.C,
                KernelRows = 1,
                Gradient = gradients + ((nint)plane * _gradientPlane),
                GradientStride = _g.F,
                Samples = 1,
                Rows = 1,
                Pixels = tiles,
                Weights = partial + ((nint)plane * _plane),
                WeightStride = _g.F,
                Adds = true,
            }.Run<TSimd, TVector>(_g.C, _g.F);
        }
    }

    private void TransformInput(int sample, int first, int rows, float* planes, float* scratch)
    {
        float* source = _rows.Fetch(
            _x, sample, (2 * first) - _g.Top, (2 * rows) + 2, _g.Left, _tiling.WindowWidth - _g.Left - _g.W, scratch, out nint stride);
        for (int row = 0; row < rows; row++)
        {
            InputTransform.Run<TSimd, TVector>(source + (2 * row * stride), stride, (_tiling.Columns, _g.C), planes, _inputPlane);
            planes += _tiling.Columns * _g.C;
        }
    }

    private void TransformGradient(int sample, int first, int rows, float* planes, float* scratch)
    {
        float* source = _gradientRows.Fetch(_dy, sample, 2 * first, 2 * rows, 0, (2 * _tiling.Columns) - _g.OW, scratch, out nint stride);
        for (int row = 0; row < rows; row++)
        {
            GradientTransform.Run<TSimd, TVector>(source + (2 * row * stride), stride, (_tiling.Columns, _g.F), planes, _gradientPlane);
            planes += _tiling.Columns * _g.F;
        }
    }

    /// <summary>Adds the groups up in the first one's place and turns a stretch of the sums into weights' gradients.</summary>
    private void Reduce(int stretch, int thread)
    {
        nint from = (nint)(_g.C * stretch / Stretches) * _g.F;
        nint length = ((nint)(_g.C * (stretch + 1) / Stretches) * _g.F) - from;
        for (int plane = 0; plane < WinogradTiling.Planes; plane++)
        {
            AddGroups(_partial + ((nint)plane * _plane) + from, length);
        }

        KernelTransform<TSimd, TVector>.Backward(_partial + from, _plane, _kernel.Gradient + from, _plane, length);
        if (stretch == 0 && _bias.Gradient is not null)
        {
            float* sums = _partial + (WinogradTiling.Planes * _plane);
            AddGroups(sums, _g.F);
            new ReadOnlySpan<float>(sums, _g.F).CopyTo(new Span<float>(_bias.Gradient, _g.F));
        }
    }

    private void AddGroups(float* first, nint length)
    {
        for (nint i = 0; i < length; i += TSimd.Width)
        {
            TVector sum = TSimd.Load(first + i);
            for (int group = 1; group < _groups; group++)
            {
                sum = TSimd.Add(sum, TSimd.Load(first + ((nint)group * _partialLength) + i));
            }

            TSimd.Store(sum, first + i);
        }
    }
}
