namespace CrackLab.Engine.Layers;

/// <summary>How a sliding window runs along one side of a picture.</summary>
/// <param name="Size">Length of the side, in pixels.</param>
/// <param name="Length">Length of the window.</param>
/// <param name="Stride">Step of the window.</param>
/// <param name="Padding">What happens at the border.</param>
public readonly record struct Window(int Size, int Length, int Stride, Padding Padding)
{
    /// <summary>Positions of the window; below 1 where it does not fit.</summary>
    public int Output => Padding == Padding.Same
        ? (int)(((long)Size + Stride - 1) / Stride)
        : Size < Length ? 0 : ((Size - Length) / Stride) + 1;

    /// <summary>Zeros on both sides together.</summary>
    private int TotalPadding => Padding == Padding.Same ? (int)Math.Max(((Output - 1L) * Stride) + Length - Size, 0) : 0;

    /// <summary>Zeros before the first pixel.</summary>
    public int Before => TotalPadding / 2;

    /// <summary>Zeros behind the last pixel.</summary>
    public int Behind => TotalPadding - Before;
}
