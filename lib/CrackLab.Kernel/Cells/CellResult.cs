using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Cells;

/// <summary>What running a cell came to.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Value">The value of its trailing expression in each form, where it has one; only after success.</param>
/// <param name="Error">Why it failed or was interrupted; <see langword="null"/> after success.</param>
public sealed record CellResult(CellStatus Status, MimeBundle? Value, CellError? Error);
