namespace CrackLab.Engine.Tensors;

/// <summary>The shape of one sample: a picture (height, width, channels) or a flat row of features.</summary>
/// <remarks>The batch dimension comes first in memory and is never part of a shape.</remarks>
public readonly record struct Shape
{
    /// <summary>Makes a picture's shape.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="channels">Values a pixel, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="ArgumentException">That makes more values than can be counted.</exception>
    public Shape(int height, int width, int channels)
        : this(height, width, channels, isFlat: false)
    {
    }

    private Shape(int height, int width, int channels, bool isFlat)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        Height = height;
        Width = width;
        Channels = channels;
        IsFlat = isFlat;
        if ((long)height * width > int.MaxValue / channels)
        {
            throw new ArgumentException($"Shape: expected at most {int.MaxValue} values, received {this}. Use smaller pictures or fewer channels.");
        }
    }

    /// <summary>Rows; 1 for a flat shape.</summary>
    public int Height { get; }

    /// <summary>Columns; 1 for a flat shape.</summary>
    public int Width { get; }

    /// <summary>Values a pixel, or the features of a flat shape.</summary>
    public int Channels { get; }

    /// <summary>Whether this is a row of features without height and width.</summary>
    public bool IsFlat { get; }

    /// <summary>Values in one sample.</summary>
    public int Size => Height * Width * Channels;

    /// <summary>Makes the shape of a row of features.</summary>
    /// <param name="features">Number of features, at least 1.</param>
    public static Shape Flat(int features) => new(1, 1, features, isFlat: true);

    /// <summary>The shape with its batch dimension, as Keras prints it: "(None, 254, 254, 16)".</summary>
    public override string ToString() => IsFlat ? $"(None, {Channels})" : $"(None, {Height}, {Width}, {Channels})";
}
