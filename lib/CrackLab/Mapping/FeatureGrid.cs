using System.Runtime.CompilerServices;

namespace CrackLab.Mapping;

/// <summary>What a trunk makes of a whole picture: a row of values at each place.</summary>
/// <param name="Columns">Places in a row.</param>
/// <param name="Rows">Places in a column.</param>
/// <param name="Channels">Values a place.</param>
/// <param name="Values">(Rows, Columns, Channels) values.</param>
internal sealed record FeatureGrid(int Columns, int Rows, int Channels, float[] Values)
{
    /// <summary>Pools every square of places, a step of one place apart.</summary>
    /// <param name="side">Places in a row of a square.</param>
    /// <param name="takesMaximum">Whether the greatest value is taken; else the mean.</param>
    public FeatureGrid Pool(int side, bool takesMaximum) => PoolAcross(side, takesMaximum).PoolDown(side, takesMaximum);

    private FeatureGrid PoolAcross(int side, bool takesMaximum)
    {
        int columns = Columns - side + 1;
        float[] pooled = new float[columns * Rows * Channels];
        for (int y = 0; y < Rows; y++)
        {
            for (int x = 0; x < columns; x++)
                PoolOne(((y * Columns) + x) * Channels, Channels, side, takesMaximum, pooled.AsSpan(((y * columns) + x) * Channels, Channels));
        }

        return new FeatureGrid(columns, Rows, Channels, pooled);
    }

    private FeatureGrid PoolDown(int side, bool takesMaximum)
    {
        int rows = Rows - side + 1, stride = Columns * Channels;
        float[] pooled = new float[stride * rows];
        for (int y = 0; y < rows; y++)
            PoolOne(y * stride, stride, side, takesMaximum, pooled.AsSpan(y * stride, stride));
        return new FeatureGrid(Columns, rows, Channels, pooled);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PoolOne(int start, int step, int count, bool takesMaximum, Span<float> target)
    {
        Values.AsSpan(start, target.Length).CopyTo(target);
        for (int i = 1; i < count; i++)
        {
            ReadOnlySpan<float> next = Values.AsSpan(start + (i * step), target.Length);
            for (int c = 0; c < target.Length; c++)
                target[c] = takesMaximum ? Math.Max(target[c], next[c]) : target[c] + next[c];
        }

        if (!takesMaximum)
        {
            foreach (ref float value in target)
                value /= count;
        }
    }
}
