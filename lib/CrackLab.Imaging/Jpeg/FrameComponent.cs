namespace CrackLab.Imaging.Jpeg;

/// <summary>One colour plane of a JPEG frame.</summary>
internal sealed class FrameComponent
{
    /// <summary>The identifier that scans refer to.</summary>
    public required byte Id { get; init; }

    /// <summary>Horizontal sampling factor, 1 to 4.</summary>
    public required int HorizontalFactor { get; init; }

    /// <summary>Vertical sampling factor, 1 to 4.</summary>
    public required int VerticalFactor { get; init; }

    /// <summary>Which quantization table, 0 to 3.</summary>
    public required int QuantizationSlot { get; init; }

    /// <summary>Blocks across that hold picture.</summary>
    public int BlocksWide { get; set; }

    /// <summary>Blocks down that hold picture.</summary>
    public int BlocksHigh { get; set; }

    /// <summary>Blocks across with those that fill up the last MCU.</summary>
    public int PaddedBlocksWide { get; set; }

    /// <summary>Blocks down with those that fill up the last MCU.</summary>
    public int PaddedBlocksHigh { get; set; }

    /// <summary>Samples across and down that one block becomes: 8, or 4, 2, 1 when decoding to a smaller size.</summary>
    public int BlockSize { get; set; } = 8;

    /// <summary>Samples across that hold picture.</summary>
    public int SampleWidth { get; set; }

    /// <summary>Samples down that hold picture.</summary>
    public int SampleHeight { get; set; }

    /// <summary>The table in force when the component was first scanned.</summary>
    public QuantizationTable? Quantization { get; set; }

    /// <summary>Codes of the scan being read.</summary>
    public HuffmanTable? DcTable { get; set; }

    /// <summary>Codes of the scan being read.</summary>
    public HuffmanTable? AcTable { get; set; }

    /// <summary>The last DC coefficient, from which the next one differs.</summary>
    public int Prediction { get; set; }

    /// <summary>Decoded samples, rented, <see cref="Stride"/> a line.</summary>
    public byte[] Samples { get; set; } = [];

    /// <summary>Whether a line of samples is a column of the picture instead of a row.</summary>
    public bool IsTurned { get; set; }

    /// <summary>How many lines of samples there are, with those that fill up the last MCU.</summary>
    public int Lines => (IsTurned ? PaddedBlocksWide : PaddedBlocksHigh) * BlockSize;

    /// <summary>Samples from one line to the next: whole blocks and some spare for vectors that read over the edge.</summary>
    public int Stride { get; set; }

    /// <summary>Sequential only: whether the one scan of the component was read.</summary>
    public bool IsScanned { get; set; }

    /// <summary>Progressive only: 64 coefficients a block, rented, in row-major order.</summary>
    public short[] Coefficients { get; set; } = [];

    /// <summary>Progressive only: for each block, rented, which coefficients besides the first are not 0, by their zigzag index.</summary>
    public ulong[] Known { get; set; } = [];

    /// <summary>Progressive only: lowest bit read so far of each coefficient, -1 for none yet.</summary>
    public int[] LowestBits { get; set; } = [];
}
