using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>An operation that works value by value, one sample a piece.</summary>
internal abstract unsafe class ElementOperation : Operation
{
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _backward;
    private Pass? _pass;
    private float* _x;
    private float* _y;
    private float* _dy;
    private float* _dx;

    protected ElementOperation(Shape shape)
        : base(shape, shape)
    {
        _forward = (sample, _) =>
        {
            nint start = (nint)sample * Input.Size;
            ForwardSample(_pass!, sample, _x + start, _y + start);
        };
        _backward = (sample, _) =>
        {
            nint start = (nint)sample * Input.Size;
            BackwardSample(_pass!, sample, _y + start, _dy + start, _dx + start);
        };
    }

    /// <inheritdoc/>
    public override void Forward(Pass pass, float* x, float* y)
    {
        _pass = pass;
        _x = x;
        _y = y;
        pass.Team.Run(pass.Count, _forward);
    }

    /// <inheritdoc/>
    public override void Backward(Pass pass, float* x, float* y, float* dy, float* dx)
    {
        if (dx is null)
        {
            return;
        }

        _pass = pass;
        _y = y;
        _dy = dy;
        _dx = dx;
        pass.Team.Run(pass.Count, _backward);
    }

    protected abstract void ForwardSample(Pass pass, int sample, float* x, float* y);

    protected abstract void BackwardSample(Pass pass, int sample, float* y, float* dy, float* dx);
}
