namespace CrackLab.Imaging.Jpeg;

/// <summary>Which components and which part of their coefficients a scan holds.</summary>
/// <param name="Components">1 to 4 components, interleaved where there are several.</param>
/// <param name="First">First coefficient in zigzag order (Ss).</param>
/// <param name="Last">Last coefficient (Se).</param>
/// <param name="High">Lowest bit known before, 0 in a first pass (Ah).</param>
/// <param name="Low">Lowest bit that this scan brings (Al).</param>
/// <param name="RestartInterval">MCUs between restart markers, 0 for none.</param>
/// <param name="Start">First byte of the scan's data.</param>
internal sealed record ScanHeader(
    FrameComponent[] Components, int First, int Last, int High, int Low, int RestartInterval, int Start)
{
    /// <summary>A mask with the bits of some coefficients.</summary>
    /// <param name="first">The first one in zigzag order.</param>
    /// <param name="last">The last one, 63 at most.</param>
    public static ulong Band(int first, int last) => (ulong.MaxValue >> (63 - last)) & (ulong.MaxValue << first);
}
