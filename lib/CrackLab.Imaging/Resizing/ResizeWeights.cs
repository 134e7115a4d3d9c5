namespace CrackLab.Imaging.Resizing;

/// <summary>For each new sample: which old ones it is made of, and with what weights.</summary>
internal sealed class ResizeWeights
{
    /// <summary>Weights are integers of so many fraction bits, so that a sum of 255s still fits in 32 bits.</summary>
    public const int FractionBits = 22;

    /// <summary>One half, so that cutting off the fraction rounds to nearest.</summary>
    public const int Half = 1 << (FractionBits - 1);

    private readonly int[] _first;
    private readonly int[] _count;
    private readonly int[] _weights;
    private readonly int _most;

    private ResizeWeights(int length, int most)
    {
        _first = new int[length];
        _count = new int[length];
        _most = most;
        _weights = new int[length * most];
    }

    /// <summary>How many new samples there are.</summary>
    public int Length => _first.Length;

    /// <summary>Index of the first old sample of a new one.</summary>
    public int First(int index) => _first[index];

    /// <summary>The weights of the old samples from there on.</summary>
    public ReadOnlySpan<int> Of(int index) => _weights.AsSpan(index * _most, _count[index]);

    /// <summary>Computes the weights for a change of length.</summary>
    public static ResizeWeights Compute(int from, int to, Interpolation interpolation)
    {
        double scale = (double)from / to, widened = Math.Max(scale, 1);
        double support = (interpolation == Interpolation.Bilinear ? 1 : 0.5) * widened;
        ResizeWeights result = new(to, ((int)Math.Ceiling(support) * 2) + 1);
        double[] raw = new double[result._most];
        for (int i = 0; i < to; i++)
        {
            double center = (i + 0.5) * scale;
            int first = Math.Max((int)(center - support + 0.5), 0);
            int count = Math.Min((int)(center + support + 0.5), from) - first;
            double sum = 0;
            for (int k = 0; k < count; k++)
            {
                raw[k] = Filter((k + first - center + 0.5) / widened, interpolation);
                sum += raw[k];
            }

            result._first[i] = first;
            result._count[i] = count;
            for (int k = 0; k < count; k++)
            {
                double weight = sum == 0 ? raw[k] : raw[k] / sum;
                result._weights[(i * result._most) + k] = (int)(0.5 + (weight * (1 << FractionBits)));
            }
        }

        return result;
    }

    private static double Filter(double x, Interpolation interpolation) => interpolation == Interpolation.Bilinear
        ? Math.Max(0, 1 - Math.Abs(x))
        : x is > -0.5 and <= 0.5 ? 1 : 0;
}
