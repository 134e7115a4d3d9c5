namespace CrackLab.Imaging.Jpeg;

/// <summary>Tables and notes gathered from the segments before a scan.</summary>
internal sealed class Metadata
{
    /// <summary>Quantization tables by slot.</summary>
    public QuantizationTable?[] Quantization { get; } = new QuantizationTable?[4];

    /// <summary>Huffman tables of DC coefficients by slot.</summary>
    public HuffmanTable?[] DcTables { get; } = new HuffmanTable?[4];

    /// <summary>Huffman tables of AC coefficients by slot.</summary>
    public HuffmanTable?[] AcTables { get; } = new HuffmanTable?[4];

    /// <summary>MCUs between restart markers, 0 for none.</summary>
    public int RestartInterval { get; set; }

    /// <summary>Whether a JFIF segment says that three components are YCbCr.</summary>
    public bool HasJfif { get; set; }

    /// <summary>The Adobe segment's colour transform, -1 where there is none.</summary>
    public int AdobeTransform { get; set; } = -1;

    /// <summary>Whether an EXIF segment was read; the first one counts.</summary>
    public bool HasExif { get; set; }

    /// <summary>EXIF orientation, 1 to 8.</summary>
    public int Orientation { get; set; } = 1;

    /// <summary>How the samples of a frame are to be understood; libjpeg's rules.</summary>
    public ColorModel ColorModelOf(Frame frame)
    {
        FrameComponent[] c = frame.Components;
        if (c.Length == 1) return ColorModel.Gray;
        if (c.Length == 4) return AdobeTransform is -1 or 0 ? ColorModel.Cmyk : ColorModel.Ycck;
        if (HasJfif) return ColorModel.YCbCr;
        if (AdobeTransform >= 0) return AdobeTransform == 0 ? ColorModel.Rgb : ColorModel.YCbCr;
        return c[0].Id == 'R' && c[1].Id == 'G' && c[2].Id == 'B' ? ColorModel.Rgb : ColorModel.YCbCr;
    }
}
