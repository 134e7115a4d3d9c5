namespace CrackLab.Web.Inspection.Answers;

/// <summary>Why one photo among several has no answer.</summary>
/// <param name="Path">The photo's name.</param>
/// <param name="Error">What was expected, what came, and how to mend it.</param>
/// <param name="Status">The status that the photo would have been answered with by itself.</param>
/// <param name="Fault">What is wrong with the picture, or <see langword="null"/>.</param>
/// <param name="Offset">Byte at which it shows, or <see langword="null"/>.</param>
internal sealed record FaultAnswer(string Path, string Error, int Status, string? Fault, long? Offset)
{
    /// <summary>The answer for a fault.</summary>
    public static FaultAnswer Of(string name, RequestFault fault) => new(name, fault.Message, fault.Status, fault.Fault, fault.Offset);
}
