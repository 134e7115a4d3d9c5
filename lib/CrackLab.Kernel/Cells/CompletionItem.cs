namespace CrackLab.Kernel.Cells;

/// <summary>One way to go on typing.</summary>
/// <param name="Text">The text to insert.</param>
/// <param name="Kind">What it is, in Jupyter's experimental type words: "method", "property", "class", "keyword" and so on.</param>
/// <param name="Signature">Its declaration in one line, or empty.</param>
/// <param name="Documentation">What it does, in one sentence, or empty.</param>
public sealed record CompletionItem(string Text, string Kind, string Signature, string Documentation);
