using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>Dropout, as <see cref="DropoutStream"/> draws it.</summary>
internal sealed unsafe class DropoutOperation(Dropout layer, Shape shape, int number) : ElementOperation(shape)
{
    private readonly float _scale = DropoutStream.Scale(layer);

    protected override void ForwardSample(Pass pass, int sample, float* x, float* y) => Apply(pass, sample, x, y);

    protected override void BackwardSample(Pass pass, int sample, float* y, float* dy, float* dx) => Apply(pass, sample, dy, dx);

    private void Apply(Pass pass, int sample, float* source, float* target)
    {
        if (!pass.IsTraining)
        {
            new ReadOnlySpan<float>(source, Input.Size).CopyTo(new Span<float>(target, Input.Size));
            return;
        }

        var stream = new DropoutStream(layer, number, pass.Seed, pass.Step, sample);
        for (int i = 0; i < Input.Size; i++)
        {
            target[i] = stream.DropsNext() ? 0 : source[i] * _scale;
        }
    }
}
