using CrackLab.Engine.Kernels;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>dx from dy: for each input pixel, the output pixels whose window covers it, weighted by the kernel.</summary>
/// <remarks>
/// <para>dx[i, j, c] = sum over a, b, f with (i + Top - a) and (j + Left - b) multiples of S of dy[(i + Top - a) / S, (j + Left - b) / S, f] * kernel[a, b, c, f].</para>
/// <para>
/// With a step S, input pixels fall into S x S phases (i mod S, j mod S), each of which sees its own taps of the kernel.
/// Within a phase this is a plain convolution of step 1 over dy with those taps in reverse order, so the same register
/// tiles do it. Kernels are repacked for each phase as (row, column, F, C) when weights change.
/// </para>
/// </remarks>
internal sealed unsafe class ConvolutionInputGradient<TSimd, TVector> : IConvolutionPass
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly ConvolutionGeometry _g;
    private readonly float* _kernel;
    private readonly IRowSource _gradientRows;
    private readonly Phase[] _phases;
    private readonly int[] _packedStarts;
    private readonly float* _packed;
    private readonly float* _zeros;
    private readonly float* _scratch;
    private readonly int _scratchLength;
    private readonly int _stride;
    private readonly int _lead;
    private readonly int _trail;
    private readonly int _bandRows;
    private readonly int _bands;
    private readonly int _left;
    private readonly int _right;
    private readonly Action<int, int> _job;
    private float* _dy;
    private float* _dx;

    public ConvolutionInputGradient(
        ConvolutionGeometry geometry, float* kernel, IRowSource gradientRows, OperationOptions options)
    {
        Workspace memory = options.Memory;
        _g = geometry;
        _kernel = kernel;
        _gradientRows = gradientRows;
        _phases = [.. Enumerable.Range(0, _g.S * _g.S).Select(n => new Phase(_g, n / _g.S, n % _g.S))];
        _stride = PackedWeights.RoundUp(_g.C, TSimd.Width);
        _packedStarts = new int[_phases.Length];
        for (int n = 1; n < _phases.Length; n++)
        {
            _packedStarts[n] = _packedStarts[n - 1] + (_phases[n - 1].Taps * _g.F * _stride);
        }

        _packed = memory.Take((long)_g.K * _g.K * _g.F * _stride);
        _zeros = memory.Take(_stride);

        int phaseRows = (_g.H + _g.S - 1) / _g.S;
        int phaseColumns = (_g.W + _g.S - 1) / _g.S;
        _lead = _phases.Min(phase => phase.FirstRow);
        _trail = _phases.Max(phase => phase.LastRow);
        _left = Math.Max(-_phases.Min(phase => phase.FirstColumn), 0);
        _right = Math.Max(phaseColumns - 1 + _phases.Max(phase => phase.LastColumn) - (_g.OW - 1), 0);
        _bandRows = Math.Clamp(ConvolutionGeometry.BlockLength / (_g.OW * _g.F), 1, phaseRows);
        _bands = (phaseRows + _bandRows - 1) / _bandRows;
        int rows = PackedWeights.RoundUp((_bandRows + _trail - _lead) * (_left + _g.OW + _right) * _g.F, 16);
        _scratchLength = rows + PackedWeights.RoundUp(phaseColumns * _stride, 16) + AlignedBuffer.Slack;
        _scratch = memory.Take((long)_scratchLength * options.Threads);
        _job = RunBand;
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        for (int n = 0; n < _phases.Length; n++)
        {
            float* target = _packed + _packedStarts[n];
            foreach ((int a, int b) in _phases[n].TapsInOrder())
            {
                float* source = _kernel + ((nint)((a * _g.K) + b) * _g.C * _g.F);
                for (int f = 0; f < _g.F; f++)
                {
                    for (int c = 0; c < _g.C; c++)
                    {
                        target[c] = source[(c * _g.F) + f];
                    }

                    target += _stride;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Run(Pass pass, float* dy, float* dx)
    {
        _dy = dy;
        _dx = dx;
        pass.Team.Run(pass.Count * _bands, _job);
    }

    private void RunBand(int piece, int thread)
    {
        int sample = piece / _bands;
        int first = piece % _bands * _bandRows;
        float* scratch = _scratch + ((nint)thread * _scratchLength);
        int rows = _bandRows + _trail - _lead;
        float* source = _gradientRows.Fetch(_dy, sample, first + _lead, rows, _left, _right, scratch, out nint stride);
        float* wide = scratch + _scratchLength - AlignedBuffer.Slack - PackedWeights.RoundUp((_g.W + _g.S - 1) / _g.S * _stride, 16);
        for (int n = 0; n < _phases.Length; n++)
        {
            Phase phase = _phases[n];
            int pixels = (_g.W - phase.Column + _g.S - 1) / _g.S;
            for (int j = first; j < first + _bandRows && phase.Row + (j * _g.S) < _g.H && pixels > 0; j++)
            {
                float* target = _dx + ((((nint)((sample * _g.H) + phase.Row + (j * _g.S)) * _g.W) + phase.Column) * _g.C);
                float* origin = source + ((j - first + phase.FirstRow - _lead) * stride) + ((phase.FirstColumn + _left) * _g.F);
                RunRow(n, origin, stride, target, pixels, wide);
            }
        }
    }

    private void RunRow(int n, float* origin, nint stride, float* target, int pixels, float* wide)
    {
        bool fits = _stride == _g.C;
        var tile = new OutputTile
        {
            Input = origin,
            InputStride = _g.F,
            InputRow = stride,
            Weights = _packed + _packedStarts[n],
            WeightStride = _stride,
            Rows = _phases[n].Columns == 0 ? 0 : _phases[n].Rows,
            Depth = _phases[n].Columns * _g.F,
            Start = _zeros,
            Floor = float.NegativeInfinity,
            Output = fits ? target : wide,
            OutputStride = fits ? _g.S * _g.C : _stride,
        };
        tile.RunChannels<TSimd, TVector>(pixels, _stride);
        if (!fits)
        {
            Channels.Copy(wide, _stride, target, _g.S * _g.C, _g.C, pixels);
        }
    }

    /// <summary>The input pixels (Row + S i, Column + S j) and the taps of the kernel that reach them.</summary>
    private readonly struct Phase(ConvolutionGeometry g, int row, int column)
    {
        private readonly int _step = g.S;
        private readonly int _a = (row + g.Top) % g.S;
        private readonly int _b = (column + g.Left) % g.S;

        public int Row { get; } = row;

        public int Column { get; } = column;

        /// <summary>Kernel rows that reach this phase.</summary>
        public int Rows { get; } = Math.Max((g.K - ((row + g.Top) % g.S) + g.S - 1) / g.S, 0);

        public int Columns { get; } = Math.Max((g.K - ((column + g.Left) % g.S) + g.S - 1) / g.S, 0);

        public int Taps => Rows * Columns;

        /// <summary>Output row that the last kernel row joins with input row i = 0 of the phase.</summary>
        public int LastRow { get; } = (row + g.Top) / g.S;

        public int LastColumn { get; } = (column + g.Left) / g.S;

        public int FirstRow => LastRow - Math.Max(Rows - 1, 0);

        public int FirstColumn => LastColumn - Math.Max(Columns - 1, 0);

        /// <summary>Kernel positions, from the one that meets the first output pixel to the one that meets the last.</summary>
        public IEnumerable<(int Row, int Column)> TapsInOrder()
        {
            for (int t = Rows - 1; t >= 0; t--)
            {
                for (int u = Columns - 1; u >= 0; u--)
                {
                    yield return (_a + (t * _step), _b + (u * _step));
                }
            }
        }
    }
}
