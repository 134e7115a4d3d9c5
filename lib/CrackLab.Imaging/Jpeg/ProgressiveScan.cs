namespace CrackLab.Imaging.Jpeg;

/// <summary>Decodes one scan of a progressive JPEG into the stored coefficients (T.81, annex G).</summary>
internal static class ProgressiveScan
{
    /// <summary>Decodes the scan.</summary>
    /// <param name="source">The scan's data.</param>
    /// <param name="scan">Its header.</param>
    /// <param name="frame">The frame, with coefficients to fill.</param>
    public static void Decode(ref EntropySource source, ScanHeader scan, Frame frame)
    {
        if (scan.Components.Length == 1) DecodeSingle(ref source, scan);
        else DecodeInterleaved(ref source, scan, frame);
        source.Check();
    }

    /// <summary>Notes which bits the scan brings, and refuses bits that are known already or come before their higher ones.</summary>
    public static void CheckOrder(ScanHeader scan)
    {
        foreach (FrameComponent component in scan.Components)
        {
            bool early = scan.First > 0 && component.LowestBits[0] < 0;
            for (int k = scan.First; k <= scan.Last && !early; k++)
            {
                int known = component.LowestBits[k];
                early = scan.High == 0 ? known >= 0 : known != scan.High;
                component.LowestBits[k] = scan.Low;
            }

            if (early)
            {
                throw Fault.Corrupt(
                    scan.Start,
                    $"JPEG: expected progressive scans in order, received coefficients {scan.First} to {scan.Last}, bit {scan.Low} out of turn");
            }
        }
    }

    private static void DecodeSingle(ref EntropySource source, ScanHeader scan)
    {
        FrameComponent component = scan.Components[0];
        RestartCounter restarts = new(scan);
        int endOfBandRun = 0;
        ulong band = scan.High == 0 ? 0 : ScanHeader.Band(scan.First, scan.Last);
        for (int y = 0; y < component.BlocksHigh; y++)
        {
            Span<ulong> known = component.Known.AsSpan(y * component.PaddedBlocksWide, component.BlocksWide);
            for (int x = 0; x < known.Length; x++)
            {
                if (restarts.BeforeMcu(ref source)) endOfBandRun = 0;
                if (endOfBandRun > 0 && (known[x] & band) == 0)
                {
                    endOfBandRun--; // nothing comes, and nothing is there to be refined
                    continue;
                }

                Span<short> block = Block(component, x, y);
                bool valid = scan.First == 0
                    ? ProgressiveBlock.DecodeDc(ref source.Reader, component, scan, block)
                    : scan.High == 0
                        ? ProgressiveBlock.DecodeAc(ref source.Reader, component.AcTable!, scan, block, ref known[x], ref endOfBandRun)
                        : ProgressiveBlock.RefineAc(ref source.Reader, component.AcTable!, scan, block, ref known[x], ref endOfBandRun);
                if (!valid) throw source.Failure("JPEG: expected a valid Huffman code and block, received neither");
            }

            source.Check();
        }
    }

    private static void DecodeInterleaved(ref EntropySource source, ScanHeader scan, Frame frame)
    {
        RestartCounter restarts = new(scan);
        for (int mcuY = 0; mcuY < frame.McusHigh; mcuY++)
        {
            for (int mcuX = 0; mcuX < frame.McusWide; mcuX++)
            {
                restarts.BeforeMcu(ref source);
                foreach (FrameComponent component in scan.Components)
                {
                    int cells = component.HorizontalFactor * component.VerticalFactor;
                    for (int cell = 0; cell < cells; cell++)
                    {
                        (int down, int right) = Math.DivRem(cell, component.HorizontalFactor);
                        Span<short> block = Block(
                            component, (mcuX * component.HorizontalFactor) + right, (mcuY * component.VerticalFactor) + down);
                        if (!ProgressiveBlock.DecodeDc(ref source.Reader, component, scan, block))
                        {
                            throw source.Failure("JPEG: expected a valid Huffman code, received none");
                        }
                    }
                }
            }

            source.Check();
        }
    }

    private static Span<short> Block(FrameComponent component, int x, int y) =>
        component.Coefficients.AsSpan(((y * component.PaddedBlocksWide) + x) * 64, 64);
}
