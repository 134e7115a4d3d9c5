using System.Numerics;

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
                int place = (y * component.PaddedBlocksWide) + x;
                InverseTransform.Run(component.Coefficients.AsSpan(place * 64, 64), BitOperations.Log2(component.Known[place]), component, x, y);
            }
        }
    }
}
