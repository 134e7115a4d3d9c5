using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>The sizes of a convolution: H, W, C in; OH, OW, F out; window K, step S; zeros around.</summary>
internal sealed class ConvolutionGeometry
{
    /// <summary>Output values to work on at a time: 64 KiB, so that what is touched stays in the cache.</summary>
    public const int BlockLength = 16384;

    public ConvolutionGeometry(Conv2D layer, Shape input)
    {
        Shape output = layer.OutputShape(input);
        Window rows = layer.Rows(input);
        Window columns = layer.Columns(input);
        (H, W, C) = (input.Height, input.Width, input.Channels);
        (OH, OW, F) = (output.Height, output.Width, output.Channels);
        (K, S) = (layer.KernelSize, layer.Strides);
        (Top, Left) = (rows.Before, columns.Before);
        Right = columns.Behind;
        IsPadded = rows.Before + rows.Behind + columns.Before + columns.Behind > 0;
    }

    public int H { get; }

    public int W { get; }

    public int C { get; }

    public int OH { get; }

    public int OW { get; }

    public int F { get; }

    public int K { get; }

    public int S { get; }

    public int Top { get; }

    public int Left { get; }

    public int Right { get; }

    public bool IsPadded { get; }

    /// <summary>Values of one kernel row: columns x input channels, side by side in memory.</summary>
    public int Depth => K * C;

    /// <summary>Output rows to compute at a time.</summary>
    public int BandRows => Math.Clamp(BlockLength / (OW * F), 1, OH);
}
