using System.Globalization;

namespace CrackLab.Fuzzing.Running;

/// <summary>What a run came to.</summary>
internal sealed class FuzzReport
{
    private const int MostReasons = 5000;

    /// <summary>Inputs tried.</summary>
    public long Inputs { get; private set; }

    /// <summary>Inputs that were read.</summary>
    public long Accepted { get; private set; }

    /// <summary>Inputs refused, by the kind of reason.</summary>
    public Dictionary<string, long> Reasons { get; } = new(StringComparer.Ordinal);

    /// <summary>Defects by their signature: the first input that showed each, and how many did.</summary>
    public Dictionary<string, (Defect Defect, long Number, long Count)> Defects { get; } = new(StringComparer.Ordinal);

    /// <summary>The slowest input.</summary>
    public (TimeSpan Time, long Number) Slowest { get; private set; }

    /// <summary>The input that came nearest to its bound, as a part of it.</summary>
    public (double Part, long Number) Largest { get; private set; }

    /// <summary>Notes what came of an input.</summary>
    /// <returns>Whether it shows a defect that no input before showed.</returns>
    public bool Add(Verdict verdict, long number)
    {
        Inputs++;
        if (verdict.Time > Slowest.Time) Slowest = (verdict.Time, number);
        if (verdict.Memory > Largest.Part) Largest = (verdict.Memory, number);
        if (verdict.Reason is { } reason)
        {
            string kind = Running.Reasons.Kind(reason);
            if (Reasons.Count < MostReasons || Reasons.ContainsKey(kind)) Reasons[kind] = Reasons.GetValueOrDefault(kind) + 1;
        }
        else if (verdict.Defect is null)
        {
            Accepted++;
        }

        if (verdict.Defect is not { } defect) return false;
        bool isKnown = Defects.TryGetValue(defect.Signature, out (Defect Defect, long Number, long Count) known);
        Defects[defect.Signature] = isKnown ? known with { Count = known.Count + 1 } : (defect, number, 1);
        return !isKnown;
    }

    /// <summary>Takes over what another worker found.</summary>
    public void Add(FuzzReport other)
    {
        Inputs += other.Inputs;
        Accepted += other.Accepted;
        if (other.Slowest.Time > Slowest.Time) Slowest = other.Slowest;
        if (other.Largest.Part > Largest.Part) Largest = other.Largest;
        foreach ((string kind, long count) in other.Reasons) Reasons[kind] = Reasons.GetValueOrDefault(kind) + count;
        foreach ((string signature, (Defect Defect, long Number, long Count) found) in other.Defects)
        {
            Defects[signature] = Defects.TryGetValue(signature, out (Defect Defect, long Number, long Count) known)
                ? known with { Count = known.Count + found.Count, Number = Math.Min(known.Number, found.Number) }
                : found;
        }
    }

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Inputs:#,0} inputs: {Accepted:#,0} read, {Inputs - Accepted:#,0} refused for {Reasons.Count} reasons; slowest {Slowest.Time.TotalMilliseconds:0.#} ms (input {Slowest.Number}); most memory {Largest.Part:0.00} of the bound (input {Largest.Number}); defects: {Defects.Count}");
}
