namespace CrackLab.Kernel.Formatting;

/// <summary>Stands for a value whose getter threw.</summary>
/// <param name="Error">What it threw.</param>
internal sealed record FailedRead(Exception Error)
{
    /// <summary>The type and message of the exception.</summary>
    public override string ToString() => $"({TypeNames.Of(Error.GetType())}: {Error.Message})";
}
