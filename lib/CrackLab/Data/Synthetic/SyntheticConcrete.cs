using CrackLab.Imaging;

namespace CrackLab.Data.Synthetic;

/// <summary>Procedural photographs of concrete, with and without cracks.</summary>
/// <remarks>
/// Same seed, same pixels, on every operating system and processor: random numbers are integers, and the arithmetic
/// on them is only what IEEE 754 fixes to the bit (+, -, *, / and square root).
/// </remarks>
public static class SyntheticConcrete
{
    /// <summary>Smallest side that can be rendered, in pixels.</summary>
    public const int SmallestSize = 32;

    /// <summary>Largest side that can be rendered, in pixels.</summary>
    public const int LargestSize = 4096;

    /// <summary>Renders one picture.</summary>
    /// <param name="crack">Whether a crack runs through it; all else is drawn alike for both classes.</param>
    /// <param name="seed">Chooses the picture.</param>
    /// <param name="size">Side in pixels, 32..4096; what is shown scales with it.</param>
    /// <returns>An RGB picture of size x size pixels.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not in 32..4096.</exception>
    public static Image Render(bool crack, ulong seed, int size = 227)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, SmallestSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, LargestSize);
        var canvas = new ConcreteCanvas(new SyntheticRandom(seed), size);
        SurfacePainter.Paint(canvas);
        LinePainter.Paint(canvas);
        PorePainter.Paint(canvas);
        if (crack)
        {
            CrackPainter.Paint(canvas);
        }

        StainPainter.Paint(canvas);
        return Camera.Shoot(canvas);
    }
}
