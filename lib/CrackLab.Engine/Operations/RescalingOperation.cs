using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>Rescaling behind other layers; in front it is part of reading the input.</summary>
internal sealed unsafe class RescalingOperation(Rescaling layer, Shape shape) : ElementOperation(shape)
{
    protected override void ForwardSample(Pass pass, int sample, float* x, float* y)
    {
        for (int i = 0; i < Input.Size; i++)
        {
            y[i] = (x[i] * layer.Scale) + layer.Offset;
        }
    }

    protected override void BackwardSample(Pass pass, int sample, float* y, float* dy, float* dx)
    {
        for (int i = 0; i < Input.Size; i++)
        {
            dx[i] = dy[i] * layer.Scale;
        }
    }
}
