namespace CrackLab.Kernel.Cells;

/// <summary>Why a cell failed, as Jupyter's error message has it.</summary>
/// <param name="Name">Name of the exception's type, or "CompilationError".</param>
/// <param name="Value">Its message.</param>
/// <param name="Traceback">Lines for people, the first with name and message, places as "cell 3, line 2, column 5"; may hold ANSI colours.</param>
public sealed record CellError(string Name, string Value, IReadOnlyList<string> Traceback);
