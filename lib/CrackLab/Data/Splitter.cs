namespace CrackLab.Data;

/// <summary>Assigns whole groups to parts so that sizes and class mixtures come near to what is asked.</summary>
/// <remarks>
/// Groups go, largest first and otherwise shuffled, each to the part that lowers the most (or raises the least) the sum
/// over parts and classes, and over parts as wholes, of (images there - images wanted)^2 / images wanted. Then classes
/// that miss a part get their smallest spare group moved there.
/// </remarks>
internal sealed class Splitter
{
    private static readonly string[] Names = ["train part", "validation part", "test part"];

    private readonly ImageSet _set;
    private readonly double[] _fractions;
    private readonly string[] _names;
    private readonly List<SplitGroup> _groups;
    private readonly int[] _classCounts;

    // Images and groups of each class in each part so far.
    private readonly int[,] _images;
    private readonly int[,] _groupCounts;
    private readonly int[] _sizes;

    private Splitter(ImageSet set, double[] fractions, string[] names, List<SplitGroup> groups)
    {
        _set = set;
        _fractions = fractions;
        _names = names;
        _groups = groups;
        _classCounts = [.. set.ClassCounts];
        _images = new int[fractions.Length, set.Classes.Count];
        _groupCounts = new int[fractions.Length, set.Classes.Count];
        _sizes = new int[fractions.Length];
    }

    /// <summary>Gives the part, 0 (train) to 2 (test), of each sample.</summary>
    public static int[] Assign(ImageSet set, double[] fractions, int seed, Grouping keepTogether)
    {
        return new Splitter(set, fractions, Names, MakeGroups(set, keepTogether)).Assign(seed);
    }

    /// <summary>Gives the fold, 0 to <paramref name="count"/> - 1, of each sample; a <see cref="Sample.Group"/> stays whole.</summary>
    public static int[] AssignFolds(ImageSet set, int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        string[] names = [.. Enumerable.Range(1, count).Select(number => $"fold {number}")];
        return new Splitter(set, [.. names.Select(_ => 1.0 / count)], names, MakeGroups(set, Grouping.Photo)).Assign(seed);
    }

    private int[] Assign(int seed)
    {
        CheckClasses();
        Fill(seed);
        Mend();
        var parts = new int[_set.Count];
        foreach (SplitGroup group in _groups)
        {
            foreach (int member in group.Members)
            {
                parts[member] = group.Part;
            }
        }

        return parts;
    }

    /// <summary>Refuses fractions that do not make a whole.</summary>
    public static void CheckFractions(double[] fractions)
    {
        if (!fractions.All(fraction => fraction is >= 0 and <= 1) || Math.Abs(fractions.Sum() - 1) > 1e-6)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"Split: expected three fractions from 0 to 1 that sum to 1, received {fractions[0]}, {fractions[1]} and {fractions[2]}. For example 0.7, 0.2 and 0.1."),
                nameof(fractions));
        }
    }

    private static List<SplitGroup> MakeGroups(ImageSet set, Grouping keepTogether)
    {
        Func<int, string> key = keepTogether switch
        {
            Grouping.None => index => set.Samples[index].Path,
            Grouping.Duplicates => index => set.Samples[index].Sha256,
            _ => index => set.Samples[index].Group,
        };

        // By name, so that the order in which the set has its samples changes nothing.
        return [.. Enumerable.Range(0, set.Count)
            .GroupBy(key, StringComparer.Ordinal)
            .Select(members => new SplitGroup([.. members], set))
            .OrderBy(group => group.Members.Select(member => set.Samples[member].Path).Min(StringComparer.Ordinal), StringComparer.Ordinal)];
    }

    private void CheckClasses()
    {
        if (_set.Classes.Count < 2)
        {
            throw new InvalidDataException(
                $"Split of '{_set.Root}': expected at least 2 classes, received {_set.Classes.Count} ('{string.Join("', '", _set.Classes)}'). Add a subfolder with pictures of another class.");
        }

        int parts = _fractions.Count(fraction => fraction > 0);
        for (int label = 0; label < _classCounts.Length; label++)
        {
            int groups = _groups.Count(group => group.PerClass[label] > 0);
            if (groups < parts)
            {
                throw new InvalidDataException(
                    $"Split of '{_set.Root}': expected at least {parts} groups of class '{_set.Classes[label]}', one for each part, received {groups} ({_classCounts[label]} pictures). Add pictures, or ask for fewer parts.");
            }
        }
    }

    private void Fill(int seed)
    {
        SplitGroup[] order = [.. _groups];
        var random = new SeededRandom(SeededRandom.Combine(seed));
        random.Shuffle(order.AsSpan());
        foreach (SplitGroup group in order.OrderByDescending(group => group.Members.Length))
        {
            Place(group, BestPart(group));
        }
    }

    private int BestPart(SplitGroup group)
    {
        int best = -1;
        double least = double.PositiveInfinity;
        for (int part = 0; part < _fractions.Length; part++)
        {
            bool isTooLarge = _names == Names && part > 0 && _fractions[0] > 0
                && group.Members.Length > 1 && group.Members.Length > 0.5 * _fractions[part] * _set.Count;
            double cost = Cost(group, part);
            if (_fractions[part] > 0 && !isTooLarge && cost < least)
            {
                (best, least) = (part, cost);
            }
        }

        return best;
    }

    private double Cost(SplitGroup group, int part)
    {
        double cost = Rise(group.Members.Length, _sizes[part], _fractions[part] * _set.Count);
        for (int label = 0; label < _classCounts.Length; label++)
        {
            if (group.PerClass[label] > 0)
            {
                cost += Rise(group.PerClass[label], _images[part, label], _fractions[part] * _classCounts[label]);
            }
        }

        return cost;
    }

    // By how much (there - wanted)^2 / wanted rises.
    private static double Rise(int added, int there, double wanted) => added * (added + (2 * (there - wanted))) / wanted;

    private void Place(SplitGroup group, int part)
    {
        _sizes[part] += group.Members.Length;
        if (group.Part >= 0)
        {
            _sizes[group.Part] -= group.Members.Length;
        }

        for (int label = 0; label < _classCounts.Length; label++)
        {
            int images = group.PerClass[label];
            int one = Math.Sign(images);
            if (group.Part >= 0)
            {
                _images[group.Part, label] -= images;
                _groupCounts[group.Part, label] -= one;
            }

            _images[part, label] += images;
            _groupCounts[part, label] += one;
        }

        group.Part = part;
    }

    private void Mend()
    {
        for (int part = 0; part < _fractions.Length; part++)
        {
            for (int label = 0; label < _classCounts.Length; label++)
            {
                if (_fractions[part] > 0 && _groupCounts[part, label] == 0)
                {
                    SplitGroup? spare = _groups.Where(group => group.PerClass[label] > 0 && IsSpare(group)).MinBy(group => group.Members.Length);
                    Place(spare ?? throw CannotMend(part, label), part);
                }
            }
        }
    }

    private bool IsSpare(SplitGroup group) =>
        Enumerable.Range(0, _classCounts.Length).All(label => group.PerClass[label] == 0 || _groupCounts[group.Part, label] > 1);

    private InvalidDataException CannotMend(int part, int label) => new(
        $"Split of '{_set.Root}': expected a group of class '{_set.Classes[label]}' for the {_names[part]}, received only groups that other classes need. Add pictures, or ask for fewer parts.");
}
