using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Turns the stored coefficients of a progressive JPEG into samples.</summary>
internal static class CoefficientPlanes
{
    /// <summary>Transforms every block that holds picture.</summary>
    public static void Transform(FrameComponent component)
    {
        Span<short> block = stackalloc short[64];
        ReadOnlySpan<short> quantization = component.Quantization!.RowMajor;
        for (int y = 0; y < component.BlocksHigh; y++)
        {
            for (int x = 0; x < component.BlocksWide; x++)
            {
                ReadOnlySpan<short> stored = component.Coefficients.AsSpan(((y * component.PaddedBlocksWide) + x) * 64, 64);
                int last = Dequantize(stored, quantization, block);
                InverseTransform.Run(block, last, component, x, y);
            }
        }
    }

    /// <summary>Multiplies 64 coefficients; returns 0 where only the first one may differ from 0, else 63.</summary>
    private static int Dequantize(ReadOnlySpan<short> stored, ReadOnlySpan<short> quantization, Span<short> block)
    {
        Vector256<short> any = Vector256<short>.Zero;
        for (int i = 0; i < 64; i += Vector256<short>.Count)
        {
            Vector256<short> values = Vector256.Create(stored[i..]);
            any |= i == 0 ? values.WithElement(0, (short)0) : values;
            (values * Vector256.Create(quantization[i..])).CopyTo(block[i..]);
        }

        return any == Vector256<short>.Zero ? 0 : 63;
    }
}
