namespace CrackLab.Data;

/// <summary>Pictures to be trained on in one step. Its arrays are used again: they are valid until the next batch is asked for.</summary>
public sealed class Batch
{
    internal Batch(int capacity, int size)
    {
        Size = size;
        Pixels = new byte[checked(capacity * size * size * 3)];
        Labels = new int[capacity];
        Indices = new int[capacity];
    }

    /// <summary>Pictures in this batch; what the arrays hold beyond them means nothing.</summary>
    public int Count { get; internal set; }

    /// <summary>Width and height of a picture in pixels.</summary>
    public int Size { get; }

    /// <summary>(N, Size, Size, 3) RGB samples, 0..255, of which the first <see cref="Count"/> pictures count.</summary>
    public byte[] Pixels { get; }

    /// <summary>Index of each picture's class.</summary>
    public int[] Labels { get; }

    /// <summary>Index of each picture in the set.</summary>
    public int[] Indices { get; }
}
