using CrackLab.Engine.Layers;

namespace CrackLab.Engine.Operations;

/// <summary>What follows a convolution's sums and is done in the same pass.</summary>
/// <param name="Relu">Whether negative values become 0.</param>
/// <param name="Pool">Side of a max-pooling window that steps by its own side; 1 for none.</param>
internal sealed record ConvolutionTail(bool Relu, int Pool)
{
    /// <summary>Layers that the tail stands for, the convolution counted in.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>
    /// The longest tail of a convolution: a ReLU and a max pooling, in this order, each where it follows. The values are
    /// those of the layers one by one, to the bit.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="index">Number of the convolution's layer.</param>
    /// <param name="maxPool">Largest pooling window that may join.</param>
    public static ConvolutionTail Of(Sequential model, int index, int maxPool)
    {
        var tail = new ConvolutionTail(((Conv2D)model.Layers[index]).Activation == Activation.Relu, Pool: 1);
        int next = index + 1;
        if (!tail.Relu && Layer(next) is ReLU)
        {
            tail = tail with { Relu = true };
            next++;
        }

        if (Layer(next) is MaxPooling2D pooling && pooling.Strides == pooling.PoolSize && pooling.PoolSize <= maxPool)
        {
            tail = tail with { Pool = pooling.PoolSize };
            next++;
        }

        return tail with { Layers = next - index };

        Layer? Layer(int number) => number < model.Layers.Count ? model.Layers[number] : null;
    }
}
