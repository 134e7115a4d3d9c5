namespace CrackLab.Kernel.Notebooks;

/// <summary>Where the run of a notebook stands.</summary>
/// <param name="Cell">The cell that begins, counted from 1 among the code cells.</param>
/// <param name="Cells">Number of code cells.</param>
/// <param name="FirstLine">The cell's first line.</param>
public sealed record NotebookProgress(int Cell, int Cells, string FirstLine);
