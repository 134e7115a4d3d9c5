using CrackLab.Engine.Initializers;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>Dropout. Whether a value stays is a hash of (seed, layer, step, sample, place): no state, any thread, any order.</summary>
internal sealed unsafe class DropoutOperation(Dropout layer, Shape shape, int number) : ElementOperation(shape)
{
    private readonly ulong _limit = (ulong)(layer.Rate * (double)(1UL << 53));
    private readonly float _scale = 1 / (1 - layer.Rate);

    protected override void ForwardSample(Pass pass, int sample, float* x, float* y) => Apply(pass, sample, x, y);

    protected override void BackwardSample(Pass pass, int sample, float* y, float* dy, float* dx) => Apply(pass, sample, dy, dx);

    private void Apply(Pass pass, int sample, float* source, float* target)
    {
        if (!pass.IsTraining)
        {
            new ReadOnlySpan<float>(source, Input.Size).CopyTo(new Span<float>(target, Input.Size));
            return;
        }

        ulong state = ((ulong)(uint)pass.Seed << 32) | (uint)number;
        state = RandomStream.Mix(ref state) ^ (ulong)pass.Step;
        state = RandomStream.Mix(ref state) ^ (uint)sample;
        state = RandomStream.Mix(ref state);
        for (int i = 0; i < Input.Size; i++)
        {
            target[i] = (RandomStream.Mix(ref state) >> 11) < _limit ? 0 : source[i] * _scale;
        }
    }
}
