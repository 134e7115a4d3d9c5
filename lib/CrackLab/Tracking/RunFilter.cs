using System.Globalization;

namespace CrackLab.Tracking;

/// <summary>A condition on a value of runs.</summary>
public sealed record RunFilter
{
    private static readonly string[] Signs = ["<=", ">=", "!=", "=", "<", ">"];

    private RunFilter(string key, string sign, string value) => (Key, Sign, Value) = (key, sign, value);

    /// <summary>Name of the value, such as "seed".</summary>
    public string Key { get; }

    /// <summary>One of = != &lt; &lt;= &gt; &gt;=.</summary>
    public string Sign { get; }

    /// <summary>What it is compared with.</summary>
    public string Value { get; }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">For example "model=cracknet" or "validationLoss&lt;0.1".</param>
    /// <exception cref="ArgumentException">It is no condition, or compares text by size.</exception>
    public static RunFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int place = text.IndexOfAny(['=', '<', '>', '!']);
        string? sign = place < 1 ? null : Signs.FirstOrDefault(each => text.AsSpan(place).StartsWith(each, StringComparison.Ordinal));
        RunFilter? filter = sign is null ? null : new RunFilter(text[..place].Trim(), sign, text[(place + sign.Length)..].Trim());
        return filter is { Value.Length: > 0 } && (sign is "=" or "!=" || Number(filter.Value) is not null)
            ? filter
            : throw new ArgumentException(
                $"Filter '{text}': expected KEY=VALUE, KEY!=VALUE, or KEY<N, KEY<=N, KEY>N, KEY>=N with a number, received something else. Put it in quotes for the shell.", nameof(text));
    }

    /// <summary>Whether a value meets the condition; one that is not known meets only "!=".</summary>
    /// <param name="value">A number, a text or <see langword="null"/>.</param>
    public bool Accepts(object? value)
    {
        if (Sign is "=" or "!=")
            return IsSame(value) == (Sign == "=");
        if (value is not double number)
            return false;
        double bound = Number(Value)!.Value;
        return Sign switch
        {
            "<" => number < bound,
            "<=" => number <= bound,
            ">" => number > bound,
            _ => number >= bound,
        };
    }

    private bool IsSame(object? value) => value is double number
        ? Number(Value) is { } bound && number == bound
        : string.Equals(value as string, Value, StringComparison.OrdinalIgnoreCase);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
