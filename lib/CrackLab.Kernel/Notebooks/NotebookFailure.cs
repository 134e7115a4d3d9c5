namespace CrackLab.Kernel.Notebooks;

/// <summary>The cell at which a notebook ended too early.</summary>
/// <param name="Cell">Its number among the code cells, counted from 1.</param>
/// <param name="Reason">Why, in words for people.</param>
public sealed record NotebookFailure(int Cell, string Reason);
