namespace CrackLab.Data;

/// <summary>Which files a split keeps in one part.</summary>
public enum Grouping
{
    /// <summary>Each file for itself: copies of one picture may fall into different parts and flatter the result.</summary>
    None,

    /// <summary>Byte-identical copies together.</summary>
    Duplicates,

    /// <summary>
    /// Crops of one photograph together, and copies too: as a <see cref="GroupTable"/> says, else as
    /// <see cref="ImageSet.FindOverlaps"/> finds them.
    /// </summary>
    Photo,
}
