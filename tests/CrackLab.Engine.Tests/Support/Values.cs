using CrackLab.Engine.Initializers;

namespace CrackLab.Engine.Tests.Support;

/// <summary>Numbers to test with, the same in every run; make_golden.py draws the same ones.</summary>
internal static class Values
{
    /// <summary>Uniform in -scale..scale.</summary>
    public static float[] Uniform(int length, ulong seed, double scale = 1)
    {
        float[] values = new float[length];
        ulong state = seed;
        for (int i = 0; i < length; i++)
        {
            double unit = (RandomStream.Mix(ref state) >> 11) * (1.0 / (1UL << 53));
            values[i] = (float)(((2 * unit) - 1) * scale);
        }

        return values;
    }

    /// <summary>Whole numbers 0..count-1 as floats: many ties.</summary>
    public static float[] Whole(int length, ulong seed, int count) =>
        Array.ConvertAll(Uniform(length, seed), value => (float)Math.Floor((value + 1) / 2 * count));

    /// <summary>Labels 0..classes-1 in turn.</summary>
    public static int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(i => i % classes)];
}
