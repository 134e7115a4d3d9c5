namespace CrackLab.Kernel.Formatting;

/// <summary>Where the display of plain values is cut off.</summary>
internal static class FormatLimits
{
    /// <summary>Elements of a sequence that become rows.</summary>
    public const int Rows = 100;

    /// <summary>Elements of a sequence inside another value.</summary>
    public const int NestedRows = 20;

    /// <summary>Members of an object, or columns of a table.</summary>
    public const int Members = 30;

    /// <summary>How deep objects are opened.</summary>
    public const int Depth = 4;

    /// <summary>Characters of HTML after which no more objects are opened.</summary>
    public const int OpeningCharacters = 500_000;

    /// <summary>Characters of one text.</summary>
    public const int Characters = 100_000;

    /// <summary>Characters of one text inside another value.</summary>
    public const int NestedCharacters = 1_000;
}
