namespace CrackLab.Kernel.Cells;

/// <summary>Whether a piece of code could be run as it stands.</summary>
public enum Completeness
{
    /// <summary>It can be run.</summary>
    Complete,

    /// <summary>More lines must follow.</summary>
    Incomplete,

    /// <summary>It is wrong, whatever follows.</summary>
    Invalid,
}
