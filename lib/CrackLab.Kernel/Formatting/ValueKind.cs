namespace CrackLab.Kernel.Formatting;

/// <summary>What a value looks like to a reader.</summary>
internal enum ValueKind
{
    /// <summary>One text: numbers, strings, dates, and what tells itself best by its text.</summary>
    Scalar,

    /// <summary>Keys with values.</summary>
    Dictionary,

    /// <summary>One value after another.</summary>
    Sequence,

    /// <summary>Named members.</summary>
    Object,
}
