using System.Globalization;

namespace CrackLab.Engine.Tests.Support;

/// <summary>Compares tensors by their largest difference, relative to the largest expected value.</summary>
internal static class Close
{
    public static void To(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: expected {expected.Length} values, received {actual.Length}.");
        double largest = 0;
        double difference = 0;
        int worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs((double)expected[i]));
            double distance = Math.Abs((double)expected[i] - actual[i]);
            if (double.IsNaN(distance) || distance > difference)
            {
                difference = double.IsNaN(distance) ? double.PositiveInfinity : distance;
                worst = i;
            }
        }

        Assert.True(
            difference <= tolerance * largest,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: relative difference {difference / largest:E2} over {tolerance:E1} at {worst} of {expected.Length}: expected {(expected.Length == 0 ? 0 : expected[worst])}, received {(expected.Length == 0 ? 0 : actual[worst])}."));
    }

    public static void To(double expected, double actual, double tolerance, string what) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Abs(expected),
            string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, received {actual:R}, relative tolerance {tolerance:E1}."));
}
