namespace CrackLab.Data;

/// <summary>Merges things into groups by any number of shared keys.</summary>
internal sealed class UnionFind(int count)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, count)];
    private readonly Dictionary<string, int> _firstOfKey = new(StringComparer.Ordinal);

    /// <summary>Puts an item together with all that were given the same key.</summary>
    public void Join(int item, string key)
    {
        if (!_firstOfKey.TryAdd(key, item))
        {
            int a = Find(item);
            int b = Find(_firstOfKey[key]);
            _parents[Math.Max(a, b)] = Math.Min(a, b);
        }
    }

    /// <summary>The group of an item: its member of the lowest index.</summary>
    public int Find(int item)
    {
        while (_parents[item] != item)
        {
            _parents[item] = _parents[_parents[item]];
            item = _parents[item];
        }

        return item;
    }
}
