namespace CrackLab.Kernel.Cells;

/// <summary>Which of the two text streams.</summary>
public enum OutputStream
{
    /// <summary>Standard output.</summary>
    Out,

    /// <summary>Standard error.</summary>
    Error,
}
