namespace CrackLab.Engine.Reference;

/// <summary>Rounds sums made in double, once, at the end.</summary>
internal static class Round
{
    /// <summary>The nearest floats.</summary>
    /// <param name="values">Sums.</param>
    public static float[] ToFloats(double[] values) => Array.ConvertAll(values, value => (float)value);
}
