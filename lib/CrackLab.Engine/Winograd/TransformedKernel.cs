using CrackLab.Engine.Operations;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Winograd;

/// <summary>A 3x3 kernel's sixteen planes, for the forward pass (C, F) and turned over for the input gradient (F, C).</summary>
/// <remarks>
/// Turning a kernel by half a turn exchanges the first and the last row and column of U, so the turned planes are the
/// others' transposes. Planes are made anew in the first pass that wants them after the weights have changed.
/// </remarks>
internal sealed unsafe class TransformedKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Stretches = 8;
    private readonly float* _kernel;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly float* _planes;
    private readonly float* _turned;
    private readonly Action<int, int> _transform;
    private readonly Action<int, int> _turn;
    private bool _isStale = true;
    private bool _isTurnedStale = true;

    /// <summary>Takes memory.</summary>
    /// <param name="kernel">(3, 3, C, F) weights.</param>
    /// <param name="geometry">Sizes.</param>
    /// <param name="options">What to get ready for.</param>
    public TransformedKernel(float* kernel, ConvolutionGeometry geometry, OperationOptions options)
    {
        _kernel = kernel;
        (_inputs, _outputs) = (geometry.C, geometry.F);
        long length = (long)WinogradTiling.Planes * _inputs * _outputs;
        _planes = options.Memory.Take(length);
        _turned = options.NeedsInputGradient ? options.Memory.Take(length) : null;
        _transform = TransformStretch;
        _turn = TurnPlane;
    }

    /// <summary>Says that the weights have changed.</summary>
    public void Refresh() => _isStale = _isTurnedStale = true;

    /// <summary>The planes (16, C, F).</summary>
    /// <param name="pass">The run that wants them.</param>
    public float* Planes(Pass pass)
    {
        if (_isStale)
        {
            pass.Team.Run(Math.Min(Stretches, _inputs), _transform);
            _isStale = false;
        }

        return _planes;
    }

    /// <summary>The planes of the kernel turned over (16, F, C).</summary>
    /// <param name="pass">The run that wants them.</param>
    public float* TurnedPlanes(Pass pass)
    {
        Planes(pass);
        if (_isTurnedStale)
        {
            pass.Team.Run(WinogradTiling.Planes, _turn);
            _isTurnedStale = false;
        }

        return _turned;
    }

    private void TransformStretch(int stretch, int thread)
    {
        int stretches = Math.Min(Stretches, _inputs);
        nint from = (nint)(_inputs * stretch / stretches) * _outputs;
        nint to = (nint)(_inputs * (stretch + 1) / stretches) * _outputs;
        KernelTransform<TSimd, TVector>.Forward(_kernel + from, _planes + from, (nint)_inputs * _outputs, to - from);
    }

    private void TurnPlane(int plane, int thread)
    {
        (int row, int column) = (plane / 4, plane % 4);
        nint size = (nint)_inputs * _outputs;
        float* source = _planes + (((4 * Opposite(row)) + Opposite(column)) * size);
        float* target = _turned + (plane * size);
        for (int f = 0; f < _outputs; f++)
        {
            for (int c = 0; c < _inputs; c++)
            {
                target[((nint)f * _inputs) + c] = source[((nint)c * _outputs) + f];
            }
        }
    }

    private static int Opposite(int place) => place switch
    {
        0 => 3,
        3 => 0,
        _ => place,
    };
}
