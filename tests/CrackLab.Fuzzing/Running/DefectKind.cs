namespace CrackLab.Fuzzing.Running;

/// <summary>What is wrong.</summary>
internal enum DefectKind
{
    /// <summary>An exception that is no documented refusal.</summary>
    Crash,

    /// <summary>More than a second for a small file.</summary>
    Slow,

    /// <summary>More memory than the input's bound.</summary>
    Memory,

    /// <summary>A refusal without a reason, or with a wrong place.</summary>
    Refusal,

    /// <summary>Two ways to read the same bytes differ.</summary>
    Contradiction,

    /// <summary>The process ended, or had to be ended.</summary>
    Death,
}
