namespace CrackLab.Imaging.Jpeg;

/// <summary>A JPEG frame header with the geometry that follows from it.</summary>
internal sealed class Frame
{
    /// <summary>Spare samples at the end of a row, so that vectors may read over the edge.</summary>
    public const int SpareSamples = 64;

    /// <summary>Works out the geometry.</summary>
    /// <param name="progressive">Whether coefficients come over several scans.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="components">1, 3 or 4 colour planes.</param>
    /// <param name="downscale">1, 2, 4 or 8.</param>
    public Frame(bool progressive, int width, int height, FrameComponent[] components, int downscale)
    {
        IsProgressive = progressive;
        Width = width;
        Height = height;
        Components = components;
        MaxHorizontal = components.Max(c => c.HorizontalFactor);
        MaxVertical = components.Max(c => c.VerticalFactor);
        McusWide = DivideUp(width, 8 * MaxHorizontal);
        McusHigh = DivideUp(height, 8 * MaxVertical);
        BlockSize = 8 / downscale;
        OutputWidth = DivideUp(width, downscale);
        OutputHeight = DivideUp(height, downscale);
        foreach (FrameComponent component in components) Measure(component);
    }

    public bool IsProgressive { get; }

    public int Width { get; }

    public int Height { get; }

    public FrameComponent[] Components { get; }

    public int MaxHorizontal { get; }

    public int MaxVertical { get; }

    /// <summary>Groups of blocks across, one for each largest sampling cell.</summary>
    public int McusWide { get; }

    /// <summary>Groups of blocks down.</summary>
    public int McusHigh { get; }

    /// <summary>Samples across that a block of a fully sampled component becomes: 8, 4, 2 or 1.</summary>
    public int BlockSize { get; }

    public int OutputWidth { get; }

    public int OutputHeight { get; }

    /// <summary>Whether planes hold the picture's columns one after the other instead of its rows.</summary>
    public bool IsTurned { get; private set; }

    /// <summary>Has the planes hold columns; to be called before they are rented.</summary>
    public void Turn()
    {
        IsTurned = true;
        foreach (FrameComponent c in Components)
        {
            c.IsTurned = true;
            c.Stride = (c.PaddedBlocksHigh * c.BlockSize) + SpareSamples;
        }
    }

    /// <summary>The quotient rounded up.</summary>
    public static int DivideUp(int value, int divisor) => (int)(((long)value + divisor - 1) / divisor);

    private void Measure(FrameComponent c)
    {
        c.BlocksWide = DivideUp(Width * c.HorizontalFactor, 8 * MaxHorizontal);
        c.BlocksHigh = DivideUp(Height * c.VerticalFactor, 8 * MaxVertical);
        c.PaddedBlocksWide = McusWide * c.HorizontalFactor;
        c.PaddedBlocksHigh = McusHigh * c.VerticalFactor;

        // A subsampled component shrinks less, as far as that spares upsampling it afterwards.
        c.BlockSize = BlockSize;
        while (c.BlockSize < 8
            && MaxHorizontal * BlockSize % (c.HorizontalFactor * c.BlockSize * 2) == 0
            && MaxVertical * BlockSize % (c.VerticalFactor * c.BlockSize * 2) == 0)
        {
            c.BlockSize *= 2;
        }

        c.SampleWidth = DivideUp(Width * c.HorizontalFactor * c.BlockSize, 8 * MaxHorizontal);
        c.SampleHeight = DivideUp(Height * c.VerticalFactor * c.BlockSize, 8 * MaxVertical);
        c.Stride = (c.PaddedBlocksWide * c.BlockSize) + SpareSamples;
    }
}
