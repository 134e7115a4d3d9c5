namespace CrackLab.Kernel.Scripting;

/// <summary>A cell's code threw; kept apart from what the kernel itself throws.</summary>
/// <param name="thrown">What it threw.</param>
internal sealed class CellFailedException(Exception thrown) : Exception(thrown.Message, thrown)
{
    /// <summary>What the code threw.</summary>
    public Exception Thrown { get; } = thrown;
}
