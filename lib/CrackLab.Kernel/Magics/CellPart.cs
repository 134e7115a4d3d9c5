namespace CrackLab.Kernel.Magics;

/// <summary>A piece of a cell that is run by itself.</summary>
/// <param name="Magic">Name of the magic without "#!", or <see langword="null"/> for C#.</param>
/// <param name="Arguments">What follows the magic's name on its line.</param>
/// <param name="Text">The C# code, on the same lines as in the cell; or the text that belongs to the magic.</param>
internal sealed record CellPart(string? Magic, string Arguments, string Text);
