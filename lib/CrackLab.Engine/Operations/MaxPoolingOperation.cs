using CrackLab.Engine.Layers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>MaxPooling2D; the gradient goes to the first of a window's largest values.</summary>
/// <remarks>x (N, H, W, C), y (N, OH, OW, C), window P, step S. One piece a sample, channels a vector at a time.</remarks>
internal sealed unsafe class MaxPoolingOperation<TSimd, TVector> : Operation
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly int _pool;
    private readonly int _step;
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _backward;
    private float* _x;
    private float* _y;
    private float* _dy;
    private float* _dx;

    public MaxPoolingOperation(MaxPooling2D layer, Shape input)
        : base(input, layer.OutputShape(input))
    {
        _pool = layer.PoolSize;
        _step = layer.Strides!.Value;
        _forward = ForwardSample;
        _backward = BackwardSample;
    }

    /// <inheritdoc/>
    public override void Forward(Pass pass, float* x, float* y)
    {
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

        _x = x;
        _y = y;
        _dy = dy;
        _dx = dx;
        pass.Team.Run(pass.Count, _backward);
    }

    private void ForwardSample(int sample, int thread)
    {
        nint row = (nint)Input.Width * Input.Channels;
        float* x = _x + ((nint)sample * Input.Size);
        float* y = _y + ((nint)sample * Output.Size);
        for (int i = 0; i < Output.Height; i++)
        {
            PooledRow.Run<TSimd, TVector>(x + (i * _step * row), row, Input.Channels, (_pool, _step), y, (Output.Width, Output.Channels));
            y += Output.Width * Output.Channels;
        }
    }

    private void BackwardSample(int sample, int thread)
    {
        int channels = Input.Channels;
        nint row = (nint)Input.Width * channels;
        nint start = (nint)sample * Input.Size;
        float* y = _y + ((nint)sample * Output.Size);
        float* dy = _dy + ((nint)sample * Output.Size);
        new Span<float>(_dx + start, Input.Size).Clear();
        for (int i = 0; i < Output.Height; i++)
        {
            for (int j = 0; j < Output.Width; j++)
            {
                nint window = start + (i * _step * row) + (j * _step * channels);
                int c = 0;
                for (; c <= channels - TSimd.Width; c += TSimd.Width)
                {
                    TVector largest = TSimd.Load(y + c);
                    TVector left = TSimd.Load(dy + c);
                    TVector zero = TSimd.Broadcast(0);
                    for (int a = 0; a < _pool; a++)
                    {
                        for (int b = 0; b < _pool; b++)
                        {
                            nint at = window + (a * row) + (b * channels) + c;
                            TVector isLargest = TSimd.EqualTo(TSimd.Load(_x + at), largest);
                            TSimd.Store(TSimd.Add(TSimd.Load(_dx + at), TSimd.And(isLargest, left)), _dx + at);
                            left = TSimd.Select(isLargest, zero, left);
                        }
                    }
                }

                for (; c < channels; c++)
                {
                    BackwardScalar(window + c, row, channels, y[c], dy[c]);
                }

                y += channels;
                dy += channels;
            }
        }
    }

    private void BackwardScalar(nint window, nint row, int channels, float largest, float gradient)
    {
        for (int a = 0; a < _pool; a++)
        {
            for (int b = 0; b < _pool; b++)
            {
                nint at = window + (a * row) + (b * channels);
                if (_x[at] == largest)
                {
                    _dx[at] += gradient;
                    return;
                }
            }
        }
    }
}
