namespace CrackLab.Kernel.Scripting;

/// <summary>A cell can't be run, for a reason that its writer can mend: a missing file, an unknown magic.</summary>
/// <param name="name">What kind of failure, as the error's name.</param>
/// <param name="message">What is wrong and how to mend it.</param>
internal sealed class CellException(string name, string message) : Exception(message)
{
    /// <summary>What kind of failure.</summary>
    public string Name { get; } = name;
}
