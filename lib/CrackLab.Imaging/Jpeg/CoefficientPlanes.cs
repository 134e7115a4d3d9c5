namespace CrackLab.Imaging.Jpeg;

/// <summary>Turns the stored coefficients of a progressive JPEG into samples.</summary>
internal static class CoefficientPlanes
{
    /// <summary>Transforms every block that holds picture.</summary>
    public static void Transform(FrameComponent component, CancellationToken cancellationToken)
    {
        for (int y = 0; y < component.BlocksHigh; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < component.BlocksWide; x++)
            {
                ReadOnlySpan<short> stored = component.Coefficients.AsSpan(((y * component.PaddedBlocksWide) + x) * 64, 64);
                InverseTransform.Run(stored, LastNonZero(stored), component, x, y);
            }
        }
    }

    /// <summary>0 where only the first coefficient may differ from 0, else 63.</summary>
    private static int LastNonZero(ReadOnlySpan<short> stored) => stored[1..].ContainsAnyExcept((short)0) ? 63 : 0;
}
