namespace CrackLab.Data;

/// <summary>Which files a split keeps in one part.</summary>
public enum Grouping
{
    /// <summary>Each file for itself: copies of one picture may fall into different parts and flatter the result.</summary>
    None,

    /// <summary>Byte-identical copies together.</summary>
    Duplicates,

    /// <summary>Crops of one photograph together, and copies too; needs a <see cref="GroupTable"/>.</summary>
    Photo,
}
