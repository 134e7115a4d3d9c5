using System.Runtime.InteropServices;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>Makes sure that two sides compute the same thing.</summary>
internal static class Agreement
{
    private const double MeanSampleError = 0.6;
    private const double LargestSampleError = 4;
    private const double OutputError = 1e-4;
    private const double LossError = 1e-3;

    /// <summary>Compares what two sides wrote.</summary>
    /// <param name="work">The work.</param>
    /// <param name="ours">Our file.</param>
    /// <param name="peer">The peer's file.</param>
    /// <exception cref="InvalidOperationException">They differ by more than rounding explains.</exception>
    public static void Require(Work work, string ours, string peer)
    {
        float[] a = Read(ours);
        float[] b = Read(peer);
        if (a.Length == 0 || a.Length != b.Length)
        {
            throw new InvalidOperationException($"Check: expected {b.Length} values as the peer gives, received {a.Length}. The two sides do different work.");
        }

        if (work.IsPictures())
        {
            double[] errors = [.. a.Zip(b, (x, y) => (double)Math.Abs(x - y))];
            Require("mean error of samples 0..255", errors.Average(), MeanSampleError);
            Require("largest error of samples 0..255", errors.Max(), LargestSampleError);
            return;
        }

        double[] relative = [.. a.Zip(b, (x, y) => Math.Abs(x - y) / Math.Max(Math.Abs((double)y), 1e-6))];
        int outputs = Network.For(work).Batch;
        Require("relative error of outputs", relative.Take(outputs).Max(), OutputError);
        if (work.IsTraining())
        {
            Require("relative error of the first losses", relative.Skip(outputs).Max(), LossError);
        }
    }

    private static void Require(string what, double error, double limit)
    {
        // Written so that NaN fails.
        if (!(error <= limit))
        {
            throw new InvalidOperationException($"Check: expected {what} of at most {limit}, received {error:G3}. The two sides do different work.");
        }

        Console.Error.WriteLine($"  check: {what} {error:G3} (limit {limit})");
    }

    private static float[] Read(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
}
