using System.Collections;

namespace CrackLab.Kernel.Formatting;

/// <summary>The first elements of a sequence, read no further than needed, so that endless sequences can be shown.</summary>
internal sealed class Excerpt : IEnumerable
{
    private Excerpt(IEnumerable source, IReadOnlyList<object?> items, long? total, Exception? failure)
    {
        IsDictionary = ValueKinds.Of(source) == ValueKind.Dictionary;
        Items = items;
        Total = total;
        Failure = failure;
    }

    /// <summary>Whether the elements are keys with values.</summary>
    public bool IsDictionary { get; }

    /// <summary>The first elements.</summary>
    public IReadOnlyList<object?> Items { get; }

    /// <summary>Number of all elements, where it is known.</summary>
    public long? Total { get; }

    /// <summary>What reading the sequence threw, where it did.</summary>
    public Exception? Failure { get; }

    /// <summary>What is missing, for people; <see langword="null"/> where nothing is.</summary>
    public string? Rest
    {
        get
        {
            if (Failure is not null)
            {
                return $"ended by {TypeNames.Of(Failure.GetType())}: {Failure.Message}";
            }

            return Total switch
            {
                null => "and more",
                { } total when total > Items.Count => FormattableString.Invariant($"and {total - Items.Count:N0} more"),
                _ => null,
            };
        }
    }

    /// <summary>Reads the first elements.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="most">Most elements to read.</param>
    public static Excerpt Of(IEnumerable sequence, int most)
    {
        List<object?> items = [];
        try
        {
            IEnumerator steps = sequence.GetEnumerator();
            using var ending = steps as IDisposable;
            while (steps.MoveNext())
            {
                if (items.Count == most)
                {
                    return new Excerpt(sequence, items, (sequence as ICollection)?.Count, null);
                }

                items.Add(steps.Current);
            }
        }
        catch (Exception error) when (error is not (OutOfMemoryException or ThreadInterruptedException))
        {
            return new Excerpt(sequence, items, null, error);
        }

        return new Excerpt(sequence, items, items.Count, null);
    }

    /// <inheritdoc/>
    public IEnumerator GetEnumerator() => Items.GetEnumerator();
}
