namespace CrackLab.Data.Overlaps;

/// <summary>What a link needs besides itself to join two photographs.</summary>
internal enum LinkStrength
{
    /// <summary>Others that would overlap must be there, and most must agree.</summary>
    Weak,

    /// <summary>Of others that would overlap, where there are any, most must agree.</summary>
    Sound,

    /// <summary>Nothing.</summary>
    Certain,
}
