namespace CrackLab.Imaging.Resizing;

/// <summary>For each new sample: which old ones it is made of, and with what weights.</summary>
internal sealed class ResizeWeights
{
    /// <summary>Weights are integers of so many fraction bits, so that a sum of 255s still fits in 32 bits.</summary>
    public const int FractionBits = 22;

    /// <summary>One half, so that cutting off the fraction rounds to nearest.</summary>
    public const int Half = 1 << (FractionBits - 1);

    /// <summary>Bits of the lower half of a weight.</summary>
    public const int LowBits = FractionBits / 2;

    private const int MostKept = 1 << 16;

    /// <summary>Pictures of a set are mostly of one size: a small cache saves computing the same weights anew.</summary>
    private static readonly ResizeWeights?[] Recent = new ResizeWeights?[16];

    private readonly (int From, int To, (int New, int Old) Ratio, Interpolation Filter) _change;
    private readonly int[] _first;
    private readonly int[] _count;
    private readonly int[] _weights;
    private readonly (int High, int Low)[] _pairs;

    private ResizeWeights((int From, int To, (int New, int Old) Ratio, Interpolation Filter) change, int most)
    {
        int length = change.To;
        _change = change;
        _first = new int[length];
        _count = new int[length];
        Most = most;
        _weights = new int[length * most];
        _pairs = new (int High, int Low)[length * PairCount(most)];
    }

    /// <summary>How many new samples there are.</summary>
    public int Length => _first.Length;

    /// <summary>No new sample is made of more old ones than this.</summary>
    public int Most { get; }

    /// <summary>Index of the first old sample of a new one.</summary>
    public int First(int index) => _first[index];

    /// <summary>The weights of the old samples from there on.</summary>
    public ReadOnlySpan<int> Of(int index) => _weights.AsSpan(index * Most, _count[index]);

    /// <summary>The same weights two by two, the first of them in the lower 16 bits: their upper and their lower halves.</summary>
    public ReadOnlySpan<(int High, int Low)> PairsOf(int index) => _pairs.AsSpan(index * PairCount(Most), PairCount(_count[index]));

    /// <summary>The weights for a change of length.</summary>
    public static ResizeWeights Get(int from, int to, Interpolation interpolation) => Get(from, to, (to, from), interpolation);

    /// <summary>The same at a ratio of its own: every so many old samples give so many new ones, with weights that repeat.</summary>
    /// <param name="from">Old samples.</param>
    /// <param name="to">New samples; the last may reach beyond the old ones.</param>
    /// <param name="ratio">New samples for old ones.</param>
    /// <param name="interpolation">The filter.</param>
    public static ResizeWeights Get(int from, int to, (int New, int Old) ratio, Interpolation interpolation)
    {
        ref ResizeWeights? slot = ref Recent[(uint)HashCode.Combine(from, to, ratio, interpolation) % (uint)Recent.Length];
        ResizeWeights? known = Volatile.Read(ref slot);
        if (known is not null && known._change == (from, to, ratio, interpolation)) return known;

        ResizeWeights made = Compute(from, to, ratio, interpolation);
        if (made._weights.Length <= MostKept) Volatile.Write(ref slot, made);
        return made;
    }

    private static ResizeWeights Compute(int from, int to, (int New, int Old) ratio, Interpolation interpolation)
    {
        double scale = (double)ratio.Old / ratio.New, widened = Math.Max(scale, 1);
        double support = (interpolation == Interpolation.Bilinear ? 1 : 0.5) * widened;
        ResizeWeights result = new((from, to, ratio, interpolation), ((int)Math.Ceiling(support) * 2) + 1);
        double[] raw = new double[result.Most];
        for (int i = 0; i < to; i++)
        {
            // Everything is reckoned from the beginning of the period, so that its rounding repeats too.
            (int period, int place) = Math.DivRem(i, ratio.New);
            int begin = period * ratio.Old;
            double center = (place + 0.5) * scale;
            int first = Math.Max((int)Math.Floor(center - support + 0.5) + begin, 0);
            int count = Math.Min((int)(center + support + 0.5) + begin, from) - first;
            double sum = 0;
            for (int k = 0; k < count; k++)
            {
                raw[k] = Filter((k + first - begin - center + 0.5) / widened, interpolation);
                sum += raw[k];
            }

            result._first[i] = first;
            result._count[i] = count;
            for (int k = 0; k < count; k++)
            {
                double weight = sum == 0 ? raw[k] : raw[k] / sum;
                result._weights[(i * result.Most) + k] = (int)(0.5 + (weight * (1 << FractionBits)));
            }
        }

        result.Pair();
        return result;
    }

    private static int PairCount(int weights) => (weights + 1) / 2;

    private void Pair()
    {
        for (int i = 0; i < Length; i++)
        {
            Span<(int High, int Low)> pairs = _pairs.AsSpan(i * PairCount(Most), PairCount(_count[i]));
            ReadOnlySpan<int> weights = Of(i);
            for (int k = 0; k < weights.Length; k++)
            {
                int shift = 16 * (k & 1);
                ref (int High, int Low) pair = ref pairs[k / 2];
                pair.High |= weights[k] >> LowBits << shift;
                pair.Low |= (weights[k] & ((1 << LowBits) - 1)) << shift;
            }
        }
    }

    private static double Filter(double x, Interpolation interpolation) => interpolation == Interpolation.Bilinear
        ? Math.Max(0, 1 - Math.Abs(x))
        : x is > -0.5 and <= 0.5 ? 1 : 0;
}
