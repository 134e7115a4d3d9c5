namespace CrackLab.Data.Overlaps;

/// <summary>A picture's texture as small whole numbers: light and shade about their surroundings, in units of the local contrast.</summary>
/// <param name="Width">Width in samples.</param>
/// <param name="Height">Height in samples.</param>
/// <param name="Samples">(Height, Width) samples, -127..127.</param>
internal sealed record Tile(int Width, int Height, sbyte[] Samples)
{
    private const float Scale = 36;

    /// <summary>Rounds a plane of a standard deviation of about one.</summary>
    public static Tile Of(Plane plane)
    {
        var samples = new sbyte[plane.Samples.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (sbyte)Math.Clamp(MathF.Round(plane.Samples[i] * Scale), -127, 127);
        }

        return new Tile(plane.Width, plane.Height, samples);
    }

    /// <summary>Transposes and mirrors.</summary>
    public Tile Turned(Symmetry symmetry)
    {
        if (symmetry.Index == 0)
        {
            return this;
        }

        (int width, int height) = symmetry.Transposed ? (Height, Width) : (Width, Height);
        var turned = new sbyte[Samples.Length];
        for (int y = 0; y < height; y++)
        {
            int sourceY = symmetry.MirroredY ? height - 1 - y : y;
            int read = symmetry.MirroredX ? width - 1 : 0;
            int step = symmetry.MirroredX ? -1 : 1;
            (read, step) = symmetry.Transposed ? ((read * Width) + sourceY, step * Width) : ((sourceY * Width) + read, step);
            Span<sbyte> target = turned.AsSpan(y * width, width);
            for (int x = 0; x < width; x++, read += step)
            {
                target[x] = Samples[read];
            }
        }

        return new Tile(width, height, turned);
    }
}
