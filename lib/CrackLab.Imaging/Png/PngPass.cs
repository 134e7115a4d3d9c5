namespace CrackLab.Imaging.Png;

/// <summary>One of the seven passes of an interlaced picture, or the only one of a plain picture.</summary>
internal readonly record struct PngPass(int FirstX, int FirstY, int StepX, int StepY, int Width, int Height)
{
    /// <summary>The passes that hold pixels, in order.</summary>
    public static PngPass[] All(PngHeader header)
    {
        if (!header.IsInterlaced) return [new PngPass(0, 0, 1, 1, header.Width, header.Height)];
        (int X, int Y, int StepX, int StepY)[] grid =
            [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        return
        [
            .. grid
                .Select(g => new PngPass(
                    g.X, g.Y, g.StepX, g.StepY, Count(header.Width, g.X, g.StepX), Count(header.Height, g.Y, g.StepY)))
                .Where(pass => pass.Width > 0 && pass.Height > 0),
        ];
    }

    /// <summary>The row of the picture that a row of the pass is.</summary>
    public int Y(int row) => FirstY + (row * StepY);

    private static int Count(int length, int first, int step) => (int)(((long)length - first + step - 1) / step);
}
