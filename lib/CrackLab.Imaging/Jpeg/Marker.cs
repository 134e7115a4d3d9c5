namespace CrackLab.Imaging.Jpeg;

/// <summary>Second bytes of JPEG markers (ITU-T T.81, table B.1).</summary>
internal static class Marker
{
    public const byte Temporary = 0x01;
    public const byte Baseline = 0xC0;
    public const byte ExtendedSequential = 0xC1;
    public const byte Progressive = 0xC2;
    public const byte HuffmanTables = 0xC4;
    public const byte ArithmeticConditioning = 0xCC;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte QuantizationTables = 0xDB;
    public const byte NumberOfLines = 0xDC;
    public const byte RestartInterval = 0xDD;
    public const byte HierarchicalProgression = 0xDE;
    public const byte ExpandReference = 0xDF;
    public const byte App0 = 0xE0;
    public const byte App1 = 0xE1;
    public const byte App14 = 0xEE;
    public const byte App15 = 0xEF;
    public const byte JpegLs = 0xF7;
    public const byte Comment = 0xFE;

    /// <summary>RST0 to RST7.</summary>
    public static bool IsRestart(byte marker) => marker is >= FirstRestart and <= LastRestart;

    /// <summary>The name of a frame type that is not decoded, or <see langword="null"/>.</summary>
    public static string? UnsupportedCoding(byte marker) => marker switch
    {
        0xC3 => "lossless coding (SOF3)",
        0xC5 or 0xC6 or 0xC7 or HierarchicalProgression or ExpandReference => "hierarchical coding",
        0xC9 or 0xCA => "arithmetic coding",
        0xCB => "lossless arithmetic coding (SOF11)",
        0xCD or 0xCE or 0xCF => "hierarchical arithmetic coding",
        NumberOfLines => "a height given after the picture (DNL)",
        JpegLs => "JPEG-LS coding",
        _ => null,
    };
}
