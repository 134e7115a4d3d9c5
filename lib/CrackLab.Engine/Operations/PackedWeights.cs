using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>(rows, channels) weights whose rows are a whole number of vectors long: the original where it fits, else a padded copy.</summary>
internal sealed unsafe class PackedWeights
{
    private readonly float* _source;
    private readonly int _rows;
    private readonly int _channels;
    private readonly float* _copy;

    public PackedWeights(float* source, int rows, int channels, int width, Workspace memory)
    {
        _source = source;
        _rows = rows;
        _channels = channels;
        Stride = RoundUp(channels, width);
        _copy = Stride == channels ? null : memory.Take((long)rows * Stride);
    }

    /// <summary>Floats of a row, a multiple of the vector's width.</summary>
    public int Stride { get; }

    /// <summary>Whether rows are longer than the channels.</summary>
    public bool IsPadded => _copy is not null;

    public float* Pointer => _copy is null ? _source : _copy;

    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>Copies the weights anew where a copy is needed.</summary>
    public void Refresh()
    {
        if (_copy is null)
        {
            return;
        }

        for (int row = 0; row < _rows; row++)
        {
            new ReadOnlySpan<float>(_source + ((nint)row * _channels), _channels)
                .CopyTo(new Span<float>(_copy + ((nint)row * Stride), _channels));
        }
    }
}
