namespace CrackLab.Engine.Execution;

/// <summary>A batch of samples: bytes as they come from pictures, or floats.</summary>
public readonly ref struct ModelInput
{
    /// <summary>Makes a batch of pictures.</summary>
    /// <param name="bytes">(N, height, width, channels) RGB, 0..255; taken as floats of that value.</param>
    /// <param name="count">Number of samples N.</param>
    public ModelInput(ReadOnlySpan<byte> bytes, int count)
    {
        Bytes = bytes;
        Count = count;
    }

    /// <summary>Makes a batch of values.</summary>
    /// <param name="floats">(N, …) values in the model's input shape.</param>
    /// <param name="count">Number of samples N.</param>
    public ModelInput(ReadOnlySpan<float> floats, int count)
    {
        Floats = floats;
        Count = count;
    }

    /// <summary>The samples, where they are bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The samples, where they are floats.</summary>
    public ReadOnlySpan<float> Floats { get; }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Number of values, all samples together.</summary>
    public int Length => Math.Max(Bytes.Length, Floats.Length);
}
