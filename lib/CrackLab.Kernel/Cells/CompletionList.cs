namespace CrackLab.Kernel.Cells;

/// <summary>Ways to go on typing at a place in a cell.</summary>
/// <param name="Start">First UTF-16 position of the text that an item replaces.</param>
/// <param name="End">Position after that text.</param>
/// <param name="Items">The ways, best first.</param>
public sealed record CompletionList(int Start, int End, IReadOnlyList<CompletionItem> Items);
