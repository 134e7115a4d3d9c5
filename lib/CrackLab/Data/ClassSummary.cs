namespace CrackLab.Data;

/// <summary>What an inspection found in one class.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Label">Index of the class.</param>
/// <param name="Files">Files in its folder.</param>
/// <param name="Healthy">Files whose pixels can be used.</param>
/// <param name="Brightness">Mean brightness of the healthy ones, 0..255, or <see langword="null"/> where there are none.</param>
public sealed record ClassSummary(string Name, int Label, int Files, int Healthy, double? Brightness);
