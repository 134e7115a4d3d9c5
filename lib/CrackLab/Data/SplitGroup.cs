namespace CrackLab.Data;

/// <summary>Pictures that a split keeps in one part.</summary>
internal sealed class SplitGroup
{
    public SplitGroup(int[] members, ImageSet set)
    {
        Members = members;
        PerClass = new int[set.Classes.Count];
        foreach (int member in members)
        {
            PerClass[set.Samples[member].Label]++;
        }
    }

    /// <summary>Indices of the pictures in the set.</summary>
    public int[] Members { get; }

    /// <summary>How many there are of each class.</summary>
    public int[] PerClass { get; }

    /// <summary>The part that it is in, or -1.</summary>
    public int Part { get; set; } = -1;
}
