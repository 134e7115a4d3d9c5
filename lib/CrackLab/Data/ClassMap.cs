namespace CrackLab.Data;

/// <summary>Finds the classes of one dataset among those of another.</summary>
internal static class ClassMap
{
    /// <summary>Gives the label that each class of a set has among other classes.</summary>
    /// <param name="set">The set.</param>
    /// <param name="classes">The other classes.</param>
    /// <param name="map">Names there by names here; the same name is itself.</param>
    /// <exception cref="ArgumentException">A class has no counterpart, or the map names one that is not there.</exception>
    public static int[] Labels(ImageSet set, IReadOnlyList<string> classes, IReadOnlyDictionary<string, string> map)
    {
        foreach ((string from, string to) in map)
        {
            if (!set.Classes.Contains(from, StringComparer.Ordinal) || !classes.Contains(to, StringComparer.Ordinal))
            {
                throw new ArgumentException(
                    $"Mapping '{from}={to}': expected one of {string.Join(", ", set.Classes)} of '{set.Root}' on the left and one of {string.Join(", ", classes)} on the right, received other names. Mend the spelling.",
                    nameof(map));
            }
        }

        var labels = new int[set.Classes.Count];
        for (int label = 0; label < labels.Length; label++)
        {
            string name = map.TryGetValue(set.Classes[label], out string? other) ? other : set.Classes[label];
            labels[label] = Enumerable.Range(0, classes.Count).FirstOrDefault(index => string.Equals(classes[index], name, StringComparison.Ordinal), -1);
        }

        string[] unmapped = [.. set.Classes.Where((_, label) => labels[label] < 0)];
        return unmapped.Length == 0
            ? labels
            : throw new ArgumentException(
                $"Evaluating on '{set.Root}': expected the model's classes {string.Join(", ", classes)}, received {string.Join(", ", set.Classes)}. Map {string.Join(", ", unmapped)}, as in --map {unmapped[0]}={classes[^1]}.",
                nameof(map));
    }
}
