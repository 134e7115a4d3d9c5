using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Operations;

/// <summary>dy = y &gt; 0 ? dy : 0, in place.</summary>
internal sealed unsafe class ReluGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly Action<int, int> _job;
    private float* _y;
    private float* _dy;
    private int _size;

    public ReluGradient() => _job = RunSample;

    public void Run(Pass pass, float* y, float* dy, int sampleSize)
    {
        _y = y;
        _dy = dy;
        _size = sampleSize;
        pass.Team.Run(pass.Count, _job);
    }

    private void RunSample(int sample, int thread)
    {
        nint start = (nint)sample * _size;
        ChannelKernels<TSimd, TVector>.MaskByPositive(_y + start, _dy + start, _size);
    }
}
