using CrackLab.Engine.Initializers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine;

/// <summary>One weight tensor of a built model: its name, dimensions and values.</summary>
public sealed class Parameter
{
    private readonly AlignedBuffer _buffer;

    internal Parameter(string name, IReadOnlyList<int> dimensions, Initializer initializer, bool trainable, (AlignedBuffer Buffer, int Offset) place)
    {
        Name = name;
        Dimensions = dimensions;
        Initializer = initializer;
        IsTrainable = trainable;
        Length = dimensions.Aggregate(1, (a, b) => checked(a * b));
        _buffer = place.Buffer;
        Offset = place.Offset;
    }

    /// <summary>Layer and weight, as Keras joins them: "conv2d_1/kernel".</summary>
    public string Name { get; }

    /// <summary>Dimensions in Keras order: (height, width, in, out) for a convolution, (in, out) for a dense layer.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>How the values begin.</summary>
    public Initializer Initializer { get; }

    /// <summary>Whether the optimizer changes it; running statistics are not trainable.</summary>
    public bool IsTrainable { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>The values, in the order of <see cref="Dimensions"/>; writing to them changes the model.</summary>
    public Span<float> Values => _buffer.Span.Slice(Offset, Length);

    /// <summary>The same values as memory, valid as long as the model is.</summary>
    internal ReadOnlyMemory<float> Memory => new BufferMemory(_buffer, Offset, Length).Memory;

    /// <summary>Whether weight decay applies: to kernels, not to biases and normalisation factors.</summary>
    public bool Decays => IsTrainable && Dimensions.Count > 1;

    /// <summary>Place of the first value in the model's one buffer, a multiple of 16.</summary>
    internal int Offset { get; }
}
