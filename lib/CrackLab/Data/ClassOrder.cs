namespace CrackLab.Data;

/// <summary>Which class has which label.</summary>
internal static class ClassOrder
{
    private const string Positive = "Positive";

    /// <summary>Sorts class names ordinally; of two, the positive one comes second.</summary>
    /// <param name="names">The names, each once.</param>
    /// <param name="positive">The positive one, or <see langword="null"/> for the rule of <see cref="ImageFolder.Open"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="positive"/> is none of two names.</exception>
    public static IReadOnlyList<string> Sort(IEnumerable<string> names, string? positive)
    {
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        if (positive is not null && (sorted.Length > 2 || !sorted.Contains(positive, StringComparer.Ordinal)))
        {
            throw new ArgumentException(
                $"Positive class: expected one of two classes, received '{positive}' for {Describe(sorted)}. Name one of two classes, or none.",
                nameof(positive));
        }

        if (sorted.Length == 2)
        {
            string second = positive
                ?? Array.Find(sorted, name => string.Equals(name, Positive, StringComparison.OrdinalIgnoreCase))
                ?? sorted[1];
            if (string.Equals(second, sorted[0], StringComparison.Ordinal))
            {
                Array.Reverse(sorted);
            }
        }

        return sorted;
    }

    private static string Describe(string[] names) =>
        string.Join(", ", names.Take(10).Select(name => $"'{name}'")) + (names.Length > 10 ? $" and {names.Length - 10} more" : "");
}
