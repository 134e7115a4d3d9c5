using CrackLab.Engine.Kernels;
using CrackLab.Engine.Operations;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Threading;

namespace CrackLab.Benchmarks.Kernels;

/// <summary>A convolution with its data, for one vector width.</summary>
internal sealed unsafe class ConvolutionCase<TSimd, TVector> : ConvolutionCase
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly Workspace _memory = new();
    private readonly ThreadTeam _team;
    private readonly Pass _pass;
    private readonly ConvolutionGeometry _g;
    private readonly ConvolutionPasses _passes;
    private readonly float* _x;
    private readonly float* _y;
    private readonly float* _dx;
    private readonly float* _packed;
    private readonly int _stride;

    public ConvolutionCase(ConvolutionShape shape, int threads)
    {
        const int Batch = ConvolutionShape.Batch;
        _team = new ThreadTeam(threads);
        _pass = new Pass(_team, seed: 0) { Count = Batch, IsTraining = true };
        _g = new ConvolutionGeometry(shape.Layer, shape.Input);
        _x = Values(Batch * _g.H * _g.W * _g.C);
        _y = Values(Batch * _g.OH * _g.OW * _g.F);
        _dx = _memory.Take(Batch * _g.H * _g.W * _g.C);
        int length = _g.K * _g.Depth * _g.F;
        var kernel = new ParameterView(Values(length), _memory.Take(length));
        var bias = new ParameterView(Values(_g.F), _memory.Take(_g.F));
        _stride = PackedWeights.RoundUp(_g.F, TSimd.Width);
        _packed = Values(_g.K * _g.Depth * _stride);

        var options = new OperationOptions(_memory, Batch, threads, Training: true, NeedsInputGradient: true);
        _passes = ConvolutionPasses.Create<TSimd, TVector>(_g, kernel, bias, new ConvolutionTail(Relu: true, Pool: 1), options);
        _passes.Forward.Refresh();
        _passes.InputGradient!.Refresh();
    }

    /// <inheritdoc/>
    public override void Forward() => _passes.Forward.Run(_pass, _x, _y);

    /// <inheritdoc/>
    public override void WeightGradient() => _passes.WeightGradient!.Run(_pass, _x, _y);

    /// <inheritdoc/>
    public override void InputGradient() => _passes.InputGradient!.Run(_pass, _y, _dx);

    /// <inheritdoc/>
    public override void OutputRow()
    {
        var tile = new OutputTile
        {
            Input = _x,
            InputStride = _g.S * _g.C,
            InputRow = (nint)_g.W * _g.C,
            Weights = _packed,
            WeightStride = _stride,
            Rows = _g.K,
            Depth = _g.Depth,
            Start = _packed,
            Output = _y,
            OutputStride = _stride,
        };
        tile.RunChannels<TSimd, TVector>(_g.OW, _stride);
    }

    /// <inheritdoc/>
    public override void GradientRow()
    {
        new GradientTile
        {
            Input = _x,
            InputStride = _g.S * _g.C,
            InputRow = (nint)_g.W * _g.C,
            KernelRow = (nint)_g.W * _g.C,
            KernelRows = _g.K,
            Gradient = _y,
            GradientStride = _stride,
            GradientRow = (nint)_g.OW * _stride,
            Samples = 1,
            Rows = 1,
            Pixels = _g.OW,
            Weights = _packed,
            WeightStride = _stride,
        }.Run<TSimd, TVector>(_g.Depth, _stride);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _team.Dispose();
        _memory.Dispose();
    }

    private float* Values(int length)
    {
        AlignedBuffer buffer = _memory.TakeBuffer(length);
        var random = new Random(length);
        foreach (ref float value in buffer.Span)
        {
            value = random.NextSingle() - 0.5f;
        }

        return buffer.Pointer;
    }
}
