namespace CrackLab.Imaging.Jpeg;

/// <summary>Decodes a baseline or extended-sequential scan straight to samples.</summary>
internal static class SequentialScan
{
    /// <summary>Decodes the scan.</summary>
    /// <param name="source">The scan's data.</param>
    /// <param name="scan">Its header.</param>
    /// <param name="frame">The frame, with planes to fill.</param>
    public static void Decode(ref EntropySource source, ScanHeader scan, Frame frame)
    {
        if (scan.Components.Length == 1) DecodeSingle(ref source, scan);
        else DecodeInterleaved(ref source, scan, frame);
        source.Check();
    }

    private static void DecodeSingle(ref EntropySource source, ScanHeader scan)
    {
        FrameComponent component = scan.Components[0];
        RestartCounter restarts = new(scan);
        Span<short> block = stackalloc short[64];
        for (int y = 0; y < component.BlocksHigh; y++)
        {
            for (int x = 0; x < component.BlocksWide; x++)
            {
                restarts.BeforeMcu(ref source);
                DecodeBlock(ref source, component, x, y, block);
            }

            source.Check();
        }
    }

    private static void DecodeInterleaved(ref EntropySource source, ScanHeader scan, Frame frame)
    {
        RestartCounter restarts = new(scan);
        Span<short> block = stackalloc short[64];
        for (int mcuY = 0; mcuY < frame.McusHigh; mcuY++)
        {
            for (int mcuX = 0; mcuX < frame.McusWide; mcuX++)
            {
                restarts.BeforeMcu(ref source);
                foreach (FrameComponent component in scan.Components)
                {
                    int firstX = mcuX * component.HorizontalFactor, firstY = mcuY * component.VerticalFactor;
                    for (int y = firstY; y < firstY + component.VerticalFactor; y++)
                    {
                        for (int x = firstX; x < firstX + component.HorizontalFactor; x++) DecodeBlock(ref source, component, x, y, block);
                    }
                }
            }

            source.Check();
        }
    }

    private static void DecodeBlock(ref EntropySource source, FrameComponent component, int x, int y, scoped Span<short> block)
    {
        block.Clear();
        int last = SequentialBlock.Decode(ref source.Reader, component, block);
        if (last < 0) throw source.Failure("JPEG: expected a valid Huffman code and block, received neither");
        if (x >= component.BlocksWide || y >= component.BlocksHigh) return; // only fills up the MCU
        InverseTransform.Run(block, last, component, x, y);
    }
}
